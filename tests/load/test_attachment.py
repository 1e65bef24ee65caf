"""Examples in files beside the incidents, and places inside texts."""

from collections.abc import Mapping

import pytest
from sources import SOUND

from runbook_gen.load import load
from runbook_gen.load.collection import Loaded
from runbook_gen.load.source import Source
from runbook_gen.model.rule import LogRule, ManifestRule

RULE = """\
  - kind: manifest
    id: one-replica
    title: {ko: 하나, en: One}
    severity: warning
    confidence: heuristic
    match: {apiGroups: [apps], resources: [deployments]}
    expr: |-
      object.spec.replicas == 1
        && true
    culprits: >-
      [object.spec
      .replicas]
    message: {ko: 하나, en: One}
    remediation: {ko: 늘린다, en: Run two}
    examples:
      fires: [FIRES]
      silent: [{a.yaml: 'a: 1'}]
"""


LOG = "fires: ['dial tcp: lookup api on 10.96.0.10:53: read udp: i/o timeout']"


def loaded(
    fires: str, files: Mapping[str, bytes], root: str = "incidents", log: str = LOG
) -> Loaded:
    sources = [Source(f"{root}/{p.name}", p.read_bytes()) for p in sorted(SOUND.glob("*.yaml"))]
    text = dict(sources)[f"{root}/dns-down.yaml"].decode() + RULE.replace("FIRES", fires)
    assert LOG in text
    text = text.replace(LOG, log)
    data = {**dict(sources), f"{root}/dns-down.yaml": text.encode()}
    data |= {f"{root}/examples/{name}": content for name, content in files.items()}
    return load(Source(*item) for item in data.items())


def example(result: Loaded) -> dict[str, str]:
    assert result.findings == ()
    assert result.collection is not None
    (rule,) = (r for _, r in result.collection.rules if isinstance(r, ManifestRule))
    return dict(rule.examples.fires[0])


FILES = {
    "one/a.yaml": b"\xef\xbb\xbfa: 1\r\n",
    "one/b/c.yaml": b"c: 1\n",
    "one/.github/w.yml": b"w: 1\n",
    "oneself.yaml": b"other: 1\n",
}


@pytest.mark.parametrize("root", ["incidents", "deep/er/incidents", "incidents/examples/incidents"])
def test_a_folder_becomes_its_files(root: str) -> None:
    files = example(loaded("{from: examples/one/}", FILES, root))
    assert files == {"a.yaml": "a: 1\r\n", "b/c.yaml": "c: 1\n", ".github/w.yml": "w: 1\n"}


def test_a_file_becomes_a_tree_of_one_or_a_text() -> None:
    assert example(loaded("{from: examples/one/b/c.yaml}", FILES)) == {"c.yaml": "c: 1\n"}
    inner = "{x/y.yaml: {from: examples/one/b/c.yaml}, z.yaml: 'z: 1'}"
    assert example(loaded(inner, FILES)) == {"x/y.yaml": "c: 1\n", "z.yaml": "z: 1"}


def test_a_log_example_may_be_a_file() -> None:
    line = b"lookup api on 10.0.0.1:53: i/o timeout\n"
    said = "fires: [{from: examples/dns.log}]"
    result = loaded("{a.yaml: 'a: 1'}", {"dns.log": line}, log=said)
    assert result.collection is not None
    (rule,) = (r for _, r in result.collection.rules if isinstance(r, LogRule))
    assert rule.examples.fires == (line.decode(),)


def test_a_file_may_be_named_from() -> None:
    assert example(loaded("{from: 'a: 1', x.yaml: 'a: 1'}", FILES))["from"] == "a: 1"


@pytest.mark.parametrize(
    ("fires", "message"),
    [
        ("{from: examples/none}", "there is no folder 'examples/none' beside the incidents"),
        ("{from: one}", "there is no folder 'one'"),
        ("{from: ''}", "there is no folder ''"),
        ("{from: ../dns-down.yaml}", "there is no folder"),
        ("{from: /etc}", "there is no folder"),
        ("{from: examples/one/../one}", "there is no folder"),
        ("{a.yaml: {from: examples/one}}", "there is no file 'examples/one'"),
        ("{from: examples/latin.yaml}", "'examples/latin.yaml' is not UTF-8 (line 2)"),
        ("{from: [1]}", "is a list, not text"),
    ],
)
def test_what_cannot_be_followed_is_said_at_its_place(fires: str, message: str) -> None:
    result = loaded(fires, {**FILES, "latin.yaml": b"a: 1\nb: \xff\n"})
    (finding,) = result.findings
    assert message in finding.message
    assert finding.place.source.strip().startswith("fires:")
    assert result.left_out == {"dns-down"}


def test_examples_are_no_incidents() -> None:
    assert loaded("{a.yaml: 'a: 1'}", {"broken.yaml": b"a: ["}).findings == ()


@pytest.mark.parametrize(
    ("way", "within", "there"),
    [
        (("expr",), (1, 1), "object.spec.replicas == 1"),
        (("expr",), (2, 6), "true"),
        (("culprits",), (1, 2), "object.spec"),
        (("id",), (1, 5), "replica"),
        (("title", "en"), (1, 2), "ne}"),
    ],
)
def test_a_place_inside_a_text_is_one_of_the_file(
    way: tuple[str, ...], within: tuple[int, int], there: str
) -> None:
    collection = loaded("{a.yaml: 'a: 1'}", {}).collection
    assert collection is not None
    (entry,) = (e for e in collection.incidents if e.record.id == "dns-down")
    index = len(entry.record.rules) - 1
    place = entry.locate(("rules", index, *way), within)
    assert place.source[place.column - 1 :] == there

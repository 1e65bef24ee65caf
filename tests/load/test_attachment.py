"""Examples in files beside the incidents."""

from sources import SOUND

from runbook_gen.load import load
from runbook_gen.load.collection import Loaded
from runbook_gen.load.source import Source
from runbook_gen.model.rule import LogRule, ManifestRule

FOLDER = SOUND.parent / "cel-syntax" / "good"


def loaded(old: str, new: str, **files: bytes) -> Loaded:
    text = (FOLDER / "dns-down.yaml").read_text("utf-8")
    assert old in text
    sources = [Source(f"incidents/{p.name}", p.read_bytes()) for p in SOUND.glob("*.yaml")]
    sources = [source for source in sources if not source.file.endswith("dns-down.yaml")]
    sources.append(Source("incidents/dns-down.yaml", text.replace(old, new).encode()))
    return load([*sources, *(Source(f"incidents/examples/{k}", v) for k, v in files.items())])


LOG = "fires: ['dial tcp: lookup api on 10.96.0.10:53: read udp: i/o timeout']"
TREE = "      fires: [{dns.yaml: '{apiVersion: apps/v1"


def test_a_log_example_may_be_a_file() -> None:
    line = b"lookup api on 10.0.0.1:53: i/o timeout\n"
    found = loaded(LOG, "fires: [{from: examples/dns.log}]", **{"dns.log": line})
    assert found.findings == ()
    assert found.collection
    (rule,) = [r for _, r in found.collection.rules if r.id == "dns-lookup-timeout"]
    assert isinstance(rule, LogRule)
    assert rule.examples.fires == (line.decode(),)


def test_a_tree_of_files_may_be_a_folder() -> None:
    new = "      fires: [{from: examples/one/}, {dns.yaml: '{apiVersion: apps/v1"
    found = loaded(TREE, new, **{"one/a/b.yaml": b"x: 1\n", "one/c.txt": b"d"})
    assert found.findings == ()
    assert found.collection
    (rule,) = [r for _, r in found.collection.rules if r.id == "one-dns-replica"]
    assert isinstance(rule, ManifestRule)
    assert rule.examples.fires[0] == {"a/b.yaml": "x: 1\n", "c.txt": "d"}


def test_what_is_not_there_is_told_at_its_place() -> None:
    found = loaded(LOG, "fires: [{from: examples/nowhere.log}]")
    (finding,) = found.findings
    assert "examples/nowhere.log" in finding.message
    assert finding.place.line > 1

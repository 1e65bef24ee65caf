"""The Semgrep pack: Semgrep runs its tests, and every example of every exported rule."""

import json
import re
from pathlib import Path

import pytest
import yaml
from export.conftest import Replays
from export.rulesets import FILE, LOG, MANIFEST, exported, hostile, real, rule, ruleset
from golden import same_as
from hypothesis import given
from hypothesis import strategies as st
from programs import Run, Told, Tool, plain, write

from runbook_gen.export import RuleSet, semgrep
from runbook_gen.model.artifact import Loss
from runbook_gen.model.rule import LogRule

GOLDEN = Path(__file__).parent / "golden" / "semgrep"
OFFLINE = ("--metrics", "off", "--disable-version-check")


@pytest.fixture
def scan(tool: Tool, run: Run, tmp_path: Path) -> Run:
    """Run `semgrep scan` without a network, in a folder of the test's own."""
    program = tool("semgrep", "semgrep")

    def call(*arguments: str, **_: object) -> Told:
        path = f"{Path(program).parent}:{plain(tmp_path)['PATH']}"
        return run(program, "scan", *OFFLINE, *arguments, env={"PATH": path})

    return call


def found(told: Told) -> dict[str, set[str]]:
    """The files in which each rule finds something."""
    answer = json.loads(told.text[told.text.index('{"') :].splitlines()[0])
    assert answer["errors"] == []
    files: dict[str, set[str]] = {}
    for result in answer["results"]:
        files.setdefault(result["check_id"].rpartition(".")[2], set()).add(result["path"])
    return files


def rules_of(files: dict[str, str]) -> dict[str, dict[str, object]]:
    texts = [text for path, text in files.items() if "/rules/" in path]
    return {stated["id"]: stated for text in texts for stated in yaml.safe_load(text)["rules"]}


def test_what_a_reviewer_reads() -> None:
    files, _ = exported(semgrep, ruleset(rule(LOG), rule(FILE)))
    for path, text in files.items():
        same_as(GOLDEN / path.removeprefix("packs/semgrep/"), text)
    assert len(files) == 3


def test_every_example_is_found_as_the_loss_says(
    scan: Run, tmp_path: Path, replayed: Replays
) -> None:
    rules = real()
    files, losses = exported(semgrep, rules)
    said = rules_of(files)
    logs = [r for _, r in rules.rules if isinstance(r, LogRule) and r.id in said]
    write(tmp_path, files)
    examples = {
        f"examples/{r.id}/{kind}-{number}.log": text
        for r in logs
        for kind, texts in (("fires", r.examples.fires), ("silent", r.examples.silent))
        for number, text in enumerate(texts)
    }
    write(tmp_path, examples)
    hits = found(scan("--json", "--quiet", "--config", "packs/semgrep/rules", "examples"))
    for r in logs:
        own = {Path(path).name for path in hits[r.id] if path.startswith(f"examples/{r.id}/")}
        assert [name for name in own if name.startswith("silent")] == []
        assert len(own) == expected(r, losses), r.id
    replayed("semgrep", len(examples))


def expected(rule: LogRule, losses: list[Loss]) -> int:
    """How many of its examples a rule finds, by what is said to be lost of it."""
    reasons = [loss.reason for loss in losses if loss.rule == rule.id]
    if not reasons:
        return len(rule.examples.fires)
    finds = re.match(r"finds (\d+) of its", reasons[0])
    assert finds
    return int(finds[1])


@pytest.mark.parametrize("rules", [real(), hostile()], ids=["real", "hostile"])
def test_its_own_tests_pass(scan: Run, tmp_path: Path, rules: RuleSet) -> None:
    files, _ = exported(semgrep, rules)
    write(tmp_path, files)
    tests = [path for path in files if "/tests/" in path]
    told = scan("--test", "--config", "packs/semgrep/rules", "packs/semgrep/tests")
    assert told.code == 0, told.text
    assert f"{len(tests)}/{len(tests)}: ✓ All tests passed" in told.text
    assert "validation failed" not in told.text


def test_a_false_annotation_is_noticed(scan: Run, tmp_path: Path) -> None:
    files, _ = exported(semgrep, ruleset(rule(LOG)))
    write(tmp_path, {path: text.replace("# ok:", "# ruleid:") for path, text in files.items()})
    told = scan("--test", "--config", "packs/semgrep/rules", "packs/semgrep/tests")
    assert told.code == 1
    assert "All tests passed" not in told.text


def test_a_file_rule_finds_its_files_alone(scan: Run, tmp_path: Path, replayed: Replays) -> None:
    """In the paths that its globs name as .gitignore reads them, and across lines."""
    anchored = rule(
        FILE,
        id="anchored",
        match={"globs": ["ci/*.sh", "!*.draft.sh"], "parser": "source"},
        expr=r"""object.text.matches(r'(?im)^FROM\s+[^"]*legacy$')""",
    )
    files, losses = exported(semgrep, ruleset(rule(FILE), anchored))
    assert losses == []
    write(tmp_path, files)
    tree = {
        "t/Dockerfile": "FROM legacy/base\n",
        "t/a/b/Dockerfile": "FROM legacy/base\n",
        "t/a/Dockerfile": "FROM current/base\n",
        "t/Dockerfile.txt": "FROM legacy/base\n",
        "t/ci/a.sh": "x\nfrom\n a\nb legacy\nx\n",
        "t/ci/b.sh": 'from "a" legacy\n',
        "t/ci/c.draft.sh": "from a legacy\n",
        "t/sub/ci/a.sh": "from a legacy\n",
    }
    write(tmp_path, tree)
    told = scan("--json", "--quiet", "--config", "packs/semgrep/rules", "--project-root", "t", "t")
    assert found(told) == {
        "legacy-image": {"t/Dockerfile", "t/a/b/Dockerfile"},
        "anchored": {"t/ci/a.sh"},
    }
    replayed("semgrep", 2)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1))
def test_words_come_back(words: str) -> None:
    stated = rules_of(exported(semgrep, ruleset(rule(LOG, words)))[0])["dial-timeout"]
    assert stated["message"] == f"{words} {words}"
    assert stated["metadata"]["title"] == words  # type: ignore[index]


def test_the_value_at_fault_is_not_named() -> None:
    stated = rules_of(exported(semgrep, ruleset(rule(FILE, "{culprit} is gone")))[0])
    assert stated["legacy-image"]["message"] == "… is gone {culprit} is gone"


@pytest.mark.parametrize(
    ("shape", "over", "reason"),
    [
        (MANIFEST, {}, "it reads manifests; Semgrep's patterns see text"),
        (
            LOG,
            {"expr": "(?i)é.*timeout"},
            "cannot be said in PCRE: 'é' in any case",
        ),
        (
            FILE,
            {"match": {"globs": ["*"], "parser": "yaml"}},
            "it judges what the 'yaml' parser makes of a file, not its text",
        ),
        (
            FILE,
            {"keywords": ["legacy"], "variables": {"a": "1"}},
            "it is more than a regular expression over the text: it has variables, keywords",
        ),
        (
            FILE,
            {"expr": 'object.text.matches("a") || object.text.matches("b")'},
            "its CEL is more than one matches() on the text, which is all a pattern says",
        ),
        (
            FILE,
            {"expr": '!object.text.matches("a")'},
            "its CEL is more than one matches() on the text, which is all a pattern says",
        ),
        (
            FILE,
            {"match": {"globs": ["*.a", "!b.a", "b.a"], "parser": "source"}},
            "a glob takes files back in that another has left out; paths have no order there",
        ),
        (
            LOG,
            {
                "expr": "refused$",
                "examples": {"fires": ["was | refused |"], "silent": ["fine"]},
            },
            "none of its examples has the failure in one line; the target joins no lines",
        ),
    ],
)
def test_what_it_cannot_say(shape: dict[str, object], over: dict[str, object], reason: str) -> None:
    files, losses = exported(semgrep, ruleset(rule(shape, **over)))
    assert files == {}
    assert losses == [Loss(str(over.get("id", shape["id"])), "semgrep", reason)]

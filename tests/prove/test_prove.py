"""Proof: a rule fires on its faults, and is silent on its cures, other incidents and sound days."""

from collections.abc import Mapping, Sequence

import pytest
from sources import SOUND

from runbook_gen.load import load
from runbook_gen.load.source import Source
from runbook_gen.model.collection import Collection
from runbook_gen.model.hit import LogLine
from runbook_gen.model.proof import Case, Outcome, Proven
from runbook_gen.model.rule import MetricRule
from runbook_gen.model.tree import MemoryTree
from runbook_gen.prove import Ordinary, prove

HEAD = """\
title: {{ko: 하나, en: One}}
severity: warning
confidence: exact
message: {{ko: 하나, en: One}}
remediation: {{ko: 고친다, en: Mend it}}
kind: {kind}
id: {id}
expr: {expr}
examples: {{fires: [{fires}], silent: [{silent}]}}
"""


def rule(kind: str, expr: str, fires: str, silent: str, *more: str, id: str = "new-rule") -> str:
    """A rule, as it stands in an incident."""
    match = {
        "manifest": "match: {apiGroups: ['*'], resources: ['*']}",
        "file": "match: {globs: ['*']}",
    }
    text = HEAD.format(kind=kind, id=id, expr=expr, fires=fires, silent=silent)
    lines = [*text.splitlines(), *([match[kind]] if kind in match else []), *more]
    return "  - " + "\n    ".join(lines) + "\n"


def with_rules(*rules: str, other: str = "") -> Collection:
    """The sound collection with rules in dns-down, and perhaps in api-slow."""
    sources = []
    for path in sorted(SOUND.glob("*.yaml")):
        text = path.read_text("utf-8")
        text += "".join(rules) if path.stem == "dns-down" else ""
        text += f"rules:\n{other}" if other and path.stem == "api-slow" else ""
        sources.append(Source(path.name, text.encode()))
    loaded = load(sources)
    assert loaded.findings == ()
    assert loaded.collection is not None
    return loaded.collection


def proven(
    known: Collection,
    lines: Sequence[str] = ("all is well",),
    outcome: tuple[Outcome, str] = ("passed", ""),
    files: Mapping[str, str] | None = None,
) -> dict[str, Proven]:
    """The proof of every rule, by its id."""
    healthy = Ordinary(
        [LogLine("ok.log", n, line) for n, line in enumerate(lines, 1)], MemoryTree(files or {})
    )

    def alerts(_: MetricRule) -> tuple[Outcome, str]:
        return outcome

    return {rule.rule: rule for rule in prove(known, healthy, alerts)}


def failed(proof: Proven) -> list[Case]:
    return [case for case in proof.cases if case.outcome == "failed"]


LOG = ("log", "'broken (pipe|link)'", "broken pipe", "pipe")
FILE = ("manifest", "object.a == 'x'", "{a.yaml: 'apiVersion: v1\n\n      kind: A\n\n      a: x'}",
        "{a.yaml: 'apiVersion: v1\n\n      kind: A\n\n      a: z'}")  # fmt: skip


METRIC = (
    "metric",
    "up == 0",
    "{series: [{series: up, values: 0+0x20}], at: 10m}",
    "{series: [{series: up, values: 1+0x20}], at: 10m}",
)


def test_a_sound_rule_is_proven_on_everything() -> None:
    proof = proven(with_rules(rule(*LOG), rule(*FILE, id="file-rule")), files={"a": "a: 1"})
    assert {id: p.outcome for id, p in proof.items()} == dict.fromkeys(proof, "passed")
    assert proof["new-rule"].passed("ordinary") == (1, 1)
    assert proof["new-rule"].passed("fires") == proof["new-rule"].passed("silent") == (1, 1)
    assert proof["file-rule"].passed("fires") == (1, 1)


@pytest.mark.parametrize(
    ("text", "detail", "source"),
    [
        (rule(*LOG[:2], "fine", "pipe"), "does not fire on this example", "fires: [fine]"),
        (rule(*LOG[:2], "broken link", "a broken link"), "fires on this example", "silent: ["),
        (rule("log", "'(?=x)'", "x", "b"), "RE2 refuses", "expr: '(?=x)'"),
        (rule("log", "'a*'", "a", "b"), "matches an empty text", "expr: 'a*'"),
        (rule(FILE[0], "object.a == 'q'", *FILE[2:]), "does not fire", "fires: ["),
        (rule(FILE[0], "object.b == 'x'", *FILE[2:]), "stumbles (NOT_FOUND", "fires: ["),
    ],
)
def test_what_fails_on_its_own_examples_is_told_at_its_place(
    text: str, detail: str, source: str
) -> None:
    case = failed(proven(with_rules(text))["new-rule"])[0]
    assert detail in case.detail
    assert source in case.place.source


def test_an_ordinary_line_or_file_must_not_fire() -> None:
    files = {"ok.yaml": "apiVersion: v1\nkind: A\na: x\n", "no.yaml": "a: x"}
    known = with_rules(rule(*LOG), rule(*FILE, id="file-rule"))
    proof = proven(known, ["fine", "broken link", "broken pipe"], files=files)
    (log,), (manifest,) = failed(proof["new-rule"]), failed(proof["file-rule"])
    assert (log.trial, log.tried) == ("ordinary", 3)
    assert "(ok.log:2): broken link" in log.detail
    assert (manifest.trial, manifest.tried) == ("ordinary", 2)
    assert "fires at ok.yaml:" in manifest.detail


@pytest.mark.parametrize("kind", ["log", "manifest"])
def test_a_hit_on_another_incident_must_be_declared(kind: str) -> None:
    args = LOG if kind == "log" else FILE
    other = rule(*args, id="others-rule")
    case = failed(proven(with_rules(rule(*args), other=other))["new-rule"])[0]
    assert case.trial == "other incidents"
    assert "'others-rule' fires 1 of api-slow" in case.detail
    assert "also_matches: [api-slow]" in case.detail
    declared = rule(*args, "also_matches: [api-slow]")
    assert failed(proven(with_rules(declared, other=other))["new-rule"]) == []


def test_a_rule_of_the_same_incident_may_fire_on_its_examples() -> None:
    proof = proven(with_rules(rule(*LOG), rule(*LOG, id="second-rule")))
    assert failed(proof["new-rule"]) == []


def test_one_bad_rule_leaves_the_others_their_proof() -> None:
    bad = (
        rule("log", "'(?=x)'", "x", "b", id="bad-log"),
        rule("manifest", "object.a ==", *FILE[2:], id="bad-file"),
    )
    proof = proven(with_rules(*bad, rule(*LOG), rule(*FILE, id="file-rule")))
    assert proof["new-rule"].outcome == proof["file-rule"].outcome == "passed"
    assert proof["bad-log"].outcome == "failed"


def test_a_rule_that_is_no_cel_is_not_proven() -> None:
    """`check` says where and why; without a case it would count as proven."""
    proof = proven(with_rules(rule("manifest", "object.a ==", *FILE[2:])))
    assert proof["new-rule"].outcome == "failed"


@pytest.mark.parametrize("outcome", ["passed", "failed", "not run"])
def test_a_metric_rule_ends_as_promtool_does(outcome: Outcome) -> None:
    proof = proven(with_rules(rule(*METRIC, "for: 2m")), outcome=(outcome, "because"))["new-rule"]
    assert proof.outcome == outcome
    assert {case.detail for case in proof.cases} == {"because"}

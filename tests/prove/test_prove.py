"""Proof: what a rule does wrong is found, on its own examples, on others' and on ordinary days."""

from collections.abc import Sequence

from sources import REAL, SOUND, collection

from runbook_gen.load.source import Source
from runbook_gen.model.collection import Collection
from runbook_gen.model.hit import LogLine
from runbook_gen.model.proof import Proven
from runbook_gen.model.tree import MemoryTree
from runbook_gen.prove import Ordinary, prove
from runbook_gen.report import PROOF_REPORTS

OTHER = """
id: proxy-down
title: {ko: 프록시가 멈춤, en: The proxy stopped}
occurred: 2025-11-16
cluster: lab
status: open
severity: low
components: [api]
symptoms: [{summary: {ko: 응답이 없다, en: No answer}}]
causes: [{summary: {ko: 모름, en: Unknown}, confirmed: false}]
respond: [{summary: {ko: 본다, en: Look}}]
lessons: [{text: {ko: 본다, en: Look}}]
rules:
  - kind: log
    id: proxy-timeout
    title: {ko: 시간 초과, en: A timeout}
    severity: info
    confidence: heuristic
    expr: EXPR
    also_matches: [ALSO]
    message: {ko: 시간 초과, en: A timeout}
    remediation: {ko: 본다, en: Look}
    examples: {fires: ['proxy: i/o timeout'], silent: ['proxy: up']}
"""


def changed(expr: str, also: str = "") -> Collection:
    text = OTHER.replace("EXPR", expr).replace("ALSO", also)
    return collection(SOUND, Source("incidents/proxy-down.yaml", text.encode()))


def proven(of: Collection, lines: Sequence[str] = ()) -> dict[str, Proven]:
    ordinary = Ordinary([LogLine("day.log", n, t) for n, t in enumerate(lines, 1)], MemoryTree({}))
    return {p.rule: p for p in prove(of, ordinary, lambda _: ("not run", "no promtool"))}


def test_a_narrow_rule_is_proven() -> None:
    rule = proven(changed("'proxy: i/o timeout'"))["proxy-timeout"]
    assert rule.outcome == "passed"
    assert (rule.passed("fires"), rule.passed("silent")) == ((1, 1), (1, 1))
    assert rule.maturity == "draft"


def test_a_hit_on_another_incident_must_be_declared() -> None:
    wide = proven(changed("i/o timeout"))["proxy-timeout"]
    (case,) = [case for case in wide.cases if case.outcome == "failed"]
    assert case.trial == "other incidents"
    assert "also_matches: [dns-down]" in case.detail
    assert case.place.line > 1
    assert proven(changed("i/o timeout", "dns-down"))["proxy-timeout"].outcome == "passed"


def test_a_hit_on_an_ordinary_day_fails() -> None:
    rule = proven(changed("'proxy: i/o timeout'"), ["all well", "proxy: i/o timeout"])
    (case,) = [c for c in rule["proxy-timeout"].cases if c.outcome == "failed"]
    assert "day.log:2" in case.detail


def test_a_tool_that_is_missing_is_no_pass() -> None:
    found = proven(collection(REAL))
    metric = next(rule for rule in found.values() if rule.kind == "metric")
    assert metric.outcome == "not run"
    assert "not run" in PROOF_REPORTS["text"](list(found.values()))
    assert "<skipped" in PROOF_REPORTS["junit"](list(found.values()))

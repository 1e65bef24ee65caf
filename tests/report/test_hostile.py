"""No text that a scan meets can break out of a report."""

import json
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place
from runbook_gen.model.proof import Case, Outcome, Proven
from runbook_gen.report import PROOF_REPORTS, SCAN_REPORTS

TEXTS = st.text() | st.sampled_from(
    [
        "a\n::error file=x::pwned",
        "a\r::stop-commands::x",
        "%0A::error::x",
        "a,line=9",
        "]]>",
        "\x00",
    ]
)
PLACES = st.builds(Place, TEXTS, st.integers(1, 9), st.integers(1, 9), TEXTS)
FINDINGS = st.builds(
    Finding, st.sampled_from(["a", "b-c"]), st.just("error"), PLACES, TEXTS, TEXTS, TEXTS, TEXTS
)
OUTCOMES: tuple[Outcome, ...] = ("passed", "failed", "not run")


@given(st.lists(FINDINGS, max_size=4))
def test_an_annotation_is_one_line_and_one_command(findings: list[Finding]) -> None:
    report = SCAN_REPORTS["github"](findings)
    assert report.count("\n") == len(findings)
    for line, finding in zip(report.splitlines(), findings, strict=True):
        _, properties, said = line.split("::", 2)
        named = dict(pair.split("=", 1) for pair in properties.removeprefix("error ").split(","))
        assert set(named) == {"file", "line", "col", "title"}
        assert named["line"] == str(finding.place.line)
        assert not set(said) & {"\r", "\x1b"}


@given(st.lists(FINDINGS, max_size=4))
def test_json_keeps_every_text(findings: list[Finding]) -> None:
    rows = json.loads(SCAN_REPORTS["json"](findings))["findings"]
    assert [(r["file"], r["message"]) for r in rows] == [
        (f.place.file, f.message) for f in findings
    ]


@given(st.lists(FINDINGS, max_size=4))
def test_sarif_has_a_rule_and_a_place_for_every_result(findings: list[Finding]) -> None:
    (run,) = json.loads(SCAN_REPORTS["sarif"](findings))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.id
        assert result["message"]["text"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii()
        assert unquote(uri) == finding.place.file
        assert not set(uri) & set(' \n\t"<>\\^`{|}:')


@given(st.lists(st.tuples(st.sampled_from(OUTCOMES), TEXTS, TEXTS, TEXTS), max_size=4))
def test_junit_is_xml_and_counts_right(rows: list[tuple[Outcome, str, str, str]]) -> None:
    cases = tuple(
        Case("r", "fires", name, outcome, 1, Place(file), detail)
        for outcome, name, file, detail in rows
    )
    proven = [Proven("i", "r", "log", "draft", cases)]
    (suite,) = ET.fromstring(PROOF_REPORTS["junit"](proven))
    assert int(suite.attrib["tests"]) == len(suite) == len(rows)
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))

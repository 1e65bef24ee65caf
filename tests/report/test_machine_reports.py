"""Reports for machines: whatever a finding says, what reads the report reads it whole."""

import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from golden import same_as
from hypothesis import given
from hypothesis import strategies as st
from programs import lack
from sources import ROOT

from runbook_gen.cli.reporting import FINDING_FORMATS
from runbook_gen.cli.test import FORMATS
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place
from runbook_gen.model.proof import Case, Proven
from runbook_gen.report import PROOF_REPORTS, SCAN_REPORTS

GOLDEN = Path(__file__).parent / "golden"
MULTITOOL = ROOT / ".venv-tools/node/node_modules/@microsoft/sarif-multitool-linux"
HOSTILE = "a\r\n::error::b%0A%25 <x>&\"']]>,;:\x1b[2J\x00\x07\u2028\ud7ff\ufffe가😀\\{0}"

FINDINGS = (
    Finding(
        "api-egress",
        "error",
        Place("k8s/net policy.yaml", 7, 5, "  - ports: [{port: 443}]"),
        "only the ClusterIP is allowed",
        "Allow the endpoints, too.",
        "alb-controller-crashloop",
        "exact",
        "https://runbooks.example.com/en/incidents/alb-controller-crashloop.html",
        "A policy blocks the API server",
    ),
    Finding("drift", "warning", Place("-", 1, 1), "it runs and is declared nowhere", "Declare it."),
    Finding("api-egress", "note", Place("가/a:b,c%.yaml", 1, 1, "x"), "again!", "Mend it."),
)
PROOF = (
    Proven(
        "dns-down",
        "no-names",
        "log",
        "tested",
        (
            Case("no-names", "fires", "fires 1", "passed", 1, Place("incidents/dns-down.yaml")),
            Case("no-names", "silent", "silent 1", "failed", 1, Place("d.yaml", 9, 3), "it fires"),
            Case("no-names", "ordinary", "on logs", "passed", 7001, Place("d.yaml")),
        ),
    ),
    Proven(
        "dns-down",
        "no-answers",
        "metric",
        "draft",
        (Case("no-answers", "fires", "1 to 2", "not run", 2, Place("d.yaml"), "no promtool"),),
    ),
    Proven("api-slow", "late", "file", "stable", ()),
)

TEXTS = st.text() | st.just(HOSTILE)
PLACES = st.builds(Place, TEXTS, st.integers(1, 9), st.integers(1, 9), TEXTS)
ANY_FINDING = st.builds(
    Finding,
    st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True),
    st.sampled_from(["error", "warning", "note"]),
    PLACES,
    TEXTS,
    TEXTS,
    st.sampled_from(["", "an-incident"]),
    st.sampled_from(["", "exact", "heuristic"]),
    st.sampled_from(["", "https://example.com/a.html"]),
)
ANY_CASE = st.builds(
    Case,
    st.just("a-rule"),
    st.sampled_from(["fires", "silent", "other incidents", "ordinary"]),
    TEXTS,
    st.sampled_from(["passed", "failed", "not run"]),
    st.integers(0, 9),
    PLACES,
    TEXTS,
)
ANY_PROOF = st.builds(
    Proven,
    st.just("an-incident"),
    st.just("a-rule"),
    st.just("log"),
    st.just("draft"),
    st.lists(ANY_CASE, max_size=3).map(tuple),
)


def test_the_command_lines_offer_every_format() -> None:
    assert set(SCAN_REPORTS) == set(FINDING_FORMATS)
    assert set(PROOF_REPORTS) == set(FORMATS)


@pytest.mark.parametrize("form", FINDING_FORMATS)
def test_a_scan_is_reported_as_reviewed(form: str) -> None:
    text = re.sub(r'("semanticVersion": )"[^"]+"', r'\1"0.0.0"', SCAN_REPORTS[form](FINDINGS))
    same_as(GOLDEN / f"scan.{form}.txt", text)


@pytest.mark.parametrize("form", FORMATS)
def test_a_proof_is_reported_as_reviewed(form: str) -> None:
    same_as(GOLDEN / f"proof.{form}.txt", PROOF_REPORTS[form](PROOF))


@given(st.lists(ANY_FINDING, max_size=3), st.lists(ANY_PROOF, max_size=3))
def test_a_terminal_is_told_nothing_that_it_would_obey(
    findings: list[Finding], proof: list[Proven]
) -> None:
    for said in (SCAN_REPORTS["text"](findings), PROOF_REPORTS["text"](proof)):
        assert not set(said) & set("\x00\x07\x1b\x9b\r\x7f")


@given(st.lists(ANY_PROOF, max_size=3))
def test_a_proof_in_json_holds_every_case(proof: list[Proven]) -> None:
    rows = json.loads(PROOF_REPORTS["json"](proof))["rules"]
    assert [row["outcome"] for row in rows] == [rule.outcome for rule in proof]
    told = [[case["detail"] for case in row["cases"]] for row in rows]
    assert told == [[case.detail for case in rule.cases] for rule in proof]


def hostile() -> list[Finding]:
    """Findings with every odd text in every place."""
    odd = [HOSTILE, "", " ", "a" * 5000, "{0} {1}", "[a](b)", "-", "../a.yaml"]
    return [
        *FINDINGS,
        *(Finding("an-id", "error", Place(t or "a", 1, 1, t), t or "m", t or "r") for t in odd),
    ]


@pytest.mark.parametrize("findings", [[], list(FINDINGS), hostile()], ids=["none", "some", "odd"])
def test_sarif_is_what_microsofts_own_tool_accepts(findings: list[Finding], tmp_path: Path) -> None:
    if not (MULTITOOL / "Sarif.Multitool").exists():
        lack("the SARIF validator is missing: sh tests/real-tools.sh")
    text = SCAN_REPORTS["sarif"](findings)
    schema = json.loads((MULTITOOL / "sarif-2.1.0.json").read_text("utf-8-sig"))
    jsonschema.Draft7Validator(schema).validate(json.loads(text))
    (tmp_path / "a.sarif").write_text(text, "utf-8")
    done = subprocess.run(
        [str(MULTITOOL / "Sarif.Multitool"), "validate", "a.sarif", "--output", "said.sarif"],
        cwd=tmp_path,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads((tmp_path / "said.sarif").read_text("utf-8-sig"))
    results = said["runs"][0].get("results", [])
    assert [r for r in results if r.get("level") == "error"] == []

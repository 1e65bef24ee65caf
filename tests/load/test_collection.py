"""Files in, models and findings out: each `cases/*.yaml` has its findings beside it."""

import json
import re
from pathlib import Path

import pytest
from golden import same_as

from runbook_gen.load import load, load_incident
from runbook_gen.load.shapes import SHAPES
from runbook_gen.load.source import Source
from runbook_gen.model.schema import schemas
from runbook_gen.report.text import report

CASES = Path(__file__).parent / "cases"
BAD = sorted(p for p in CASES.glob("*.yaml") if not p.stem.endswith(".good"))


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.stem)
def test_every_problem_is_reported_with_its_place(case: Path) -> None:
    name = f"incidents/{case.name}"
    entry, findings = load_incident(Source(name, case.read_bytes()))
    assert entry is None
    same_as(case.with_suffix(".txt"), report(findings))


def test_the_text_that_the_author_wrote_arrives() -> None:
    data = (CASES / "traps.good.yaml").read_bytes()
    entry, findings = load_incident(Source("incidents/traps.yaml", data))
    assert findings == ()
    assert entry is not None
    incident = entry.record
    assert incident.title.root == {"ko": "아니요", "en": "no"}
    assert incident.components == ("0123", "on", "130")
    assert incident.symptoms[0].summary.root == {"ko": "22:13:16", "en": "2025-11-16"}
    assert incident.respond[0].summary.root == {"ko": "0x1F", "en": ".inf"}
    assert incident.causes[0].summary.root == {"ko": "1e3", "en": "null"}
    assert incident.causes[0].commit == "84e1234"
    assert incident.actions[0].commit == "0645847"
    assert incident.actions[0].commands[0].run == "1.28"
    assert incident.measurements[0].value == "01:23:00"


def test_no_message_is_pydantics_own() -> None:
    for case in BAD:
        _, findings = load_incident(Source(case.name, case.read_bytes()))
        for finding in findings:
            assert "Input should" not in finding.message + finding.remedy
            assert "pydantic" not in finding.message + finding.remedy


def test_a_collection_without_its_cluster_says_so() -> None:
    loaded = load([Source("incidents/collection.yaml", b"")])
    assert loaded.collection is None
    messages = [f"{f.place}: {f.message}" for f in loaded.findings]
    assert messages == [
        "incidents/cluster.yaml:1:1: cluster.yaml is missing",
        "incidents/collection.yaml:1:1: the file is empty",
    ]


def test_a_byte_order_mark_and_crlf_change_nothing() -> None:
    plain = (CASES / "traps.good.yaml").read_bytes()
    other = b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")
    entries = [load_incident(Source("incidents/traps.yaml", data))[0] for data in (plain, other)]
    assert entries[0] is not None
    assert entries[1] is not None
    assert entries[0].record == entries[1].record


def test_every_form_of_the_models_is_said_in_words() -> None:
    """A new pattern in a model needs its words in `SHAPES`."""
    patterns = {
        match for a in schemas() for match in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', a.text)
    }
    assert {json.loads(pattern) for pattern in patterns} <= set(SHAPES)

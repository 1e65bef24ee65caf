"""Any text at all: no crash, no line lost, no word lost, and what comes out loads."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from ingest.reading import draft
from ingest.writing import DOCUMENT, MARKDOWN

from runbook_gen.ingest.document import read
from runbook_gen.ingest.incident import SILENT
from runbook_gen.ingest.yaml_form import yaml_form
from runbook_gen.load import load_incident
from runbook_gen.load.source import Source
from runbook_gen.model.draft import Draft, Told
from runbook_gen.model.incident import Incident

MARK = re.compile(r"w\d+q")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, bool):
        for inner in value:
            yield from texts(inner)


def form(told: Told) -> str:
    return yaml_form({**told.record, "cluster": "lab"}, "incident.schema.json")


def lost(text: str) -> list[str]:
    """What of a document is neither in one place nor in another."""
    told = draft(text)
    lines = read("document.md", text).lines
    said = {n for n, line in enumerate(lines) if not SILENT.fullmatch(line)}
    kept = [n for each in told.told for n in each.lines]
    kept += [n for left in told.leftovers for n in range(*left.span) if n in said]
    assert told.said == len(said) == told.placed + told.noted + told.left
    assert len(kept) == len(set(kept))
    return [f"{n + 1}: {lines[n]}" for n in sorted(said ^ set(kept))]


def loaded(told: Draft) -> None:
    """Each incident loads, and says what it said."""
    for each in told.incidents:
        written = form(each).encode()
        entry, findings = load_incident(Source("incidents/x.yaml", written))
        assert findings == (), written.decode()
        assert entry
        assert entry.record == Incident.model_validate({**each.record, "cluster": "lab"})


@given(DOCUMENT)
def test_no_line_is_lost_and_each_is_in_one_place(text: str) -> None:
    assert lost(text) == []


@given(DOCUMENT)
def test_what_comes_out_loads_and_is_the_same_again(text: str) -> None:
    told = draft(text)
    loaded(told)
    assert [form(each) for each in draft(text).incidents] == [form(each) for each in told.incidents]


@given(MARKDOWN)
def test_no_word_is_lost(text: str) -> None:
    told = draft(text)
    kept = "\n".join(
        [*texts([each.record for each in told.told]), *(x.text for x in told.leftovers)]
    )
    assert [mark for mark in MARK.findall(text) if mark not in kept] == []


@given(st.text(alphabet="#*-_`>|:~+=. \n\t\r[]()!<>/\\&$1aA가", max_size=200))
def test_signs_alone(text: str) -> None:
    assert lost(text) == []
    loaded(draft(text))

"""The ledger's files: written as they are read, and refused line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import SOUND, collection

from runbook_gen.load import load
from runbook_gen.load.ledger import ledger_text, read
from runbook_gen.load.source import Source
from runbook_gen.model.finding import Finding
from runbook_gen.model.ledger import Pair, digest

FILE = "incidents/.translations/dns-down.jsonl"
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp"), exclude_characters="\ufeff")
    | st.just("\n"),
    min_size=1,
)
PAIRS = st.lists(
    st.builds(Pair, WORDS, st.sampled_from(["en", "ja"]), WORDS.map(digest)), unique=True
)


def back(text: str, language: str = "ko") -> tuple[list[Pair], list[Finding]]:
    findings: list[Finding] = []
    return list(read(Source(FILE, text.encode()), language, findings)), findings


@given(PAIRS)
def test_what_is_written_is_read(pairs: list[Pair]) -> None:
    text = ledger_text("ko", pairs)
    assert (sorted(back(text)[0]), back(text)[1]) == (sorted(pairs), [])
    assert ledger_text("ko", back(text)[0]) == text


def test_a_line_holds_a_source_and_all_its_translations() -> None:
    text = ledger_text(
        "ko", [Pair("원인", "en", "a1"), Pair("원인", "ja", "b2"), Pair("원인", "en", "c3")]
    )
    assert text == '{"ko": "원인", "en": "a1", "ja": "b2"}\n{"ko": "원인", "en": "c3"}\n'


def test_lines_of_another_source_language_do_not_count() -> None:
    assert back('{"en": "cause", "ko": "a1"}\n{}\n') == ([], [])


BAD = ("nonsense", "[]", '{"ko": 1}', '{"ko": "a"', r'{"ko": "\ud800"}', r'{"ko": "\u001b"}')


@pytest.mark.parametrize("line", [*BAD, "[" * 100_000])
def test_a_line_of_another_form_is_named(line: str) -> None:
    pairs, findings = back('{"ko": "원인", "en": "a1"}\n' + line)
    assert pairs == [Pair("원인", "en", "a1")]
    assert [(str(f.place), f.id) for f in findings] == [(f"{FILE}:2:1", "schema")]


@pytest.mark.parametrize("data", [b"\xff", b"x" * 1_000_001, b"<<<<<<< HEAD\n{}\n"])
def test_a_file_of_another_form_is_named(data: bytes) -> None:
    findings: list[Finding] = []
    assert list(read(Source(FILE, data), "ko", findings)) == []
    assert [f.place.file for f in findings] == [FILE]


def test_it_is_no_incident_and_comes_with_the_collection() -> None:
    text = ledger_text("ko", [Pair("원인", "en", digest("Cause"))])
    of = collection(SOUND, Source(FILE, text.encode()))
    assert of.ledger.sources("en", "Cause") == {"원인": 1}
    assert len(of.incidents) == 2


def test_a_broken_ledger_is_a_finding_of_the_collection() -> None:
    sources = [Source(f"incidents/{p.name}", p.read_bytes()) for p in sorted(SOUND.glob("*.yaml"))]
    loaded = load([*sources, Source(FILE, b"{")])
    assert loaded.collection is not None
    assert [f.place.file for f in loaded.findings] == [FILE]

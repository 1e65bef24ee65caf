"""PO out and in again: a round trip changes nothing, and not all that comes back is taken."""

from functools import lru_cache
from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from sources import REAL, SOUND, collection

from runbook_gen.engine.translation import recorded
from runbook_gen.load.ledger import ledger_text
from runbook_gen.load.source import Source
from runbook_gen.model.collection import Collection
from runbook_gen.texts import Plan, Unreadable, catalogue, language_of, messages, plan

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nLanguage: en\\n"\n\n'
TITLE = ("api-slow.yaml title", "API 응답이 느려짐")


@lru_cache
def sound() -> Collection:
    return collection(SOUND)


def drifted() -> Collection:
    """The sound collection with its ledger, where one source text has changed since."""
    pairs = [p for told in recorded(sound(), lambda _: True).values() for p in told]
    ledger = ledger_text("ko", pairs).replace("응답에 5초가", "응답에 4초가")
    return collection(SOUND, Source("incidents/.translations/all.jsonl", ledger.encode()))


def planned(data: str, of: Collection | None = None) -> Plan:
    return plan(of or sound(), "en", messages(data.encode()), "en.po")


def message(context: str, source: str, words: str, flags: str = "") -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n") + '"'

    lines = (f"msgctxt {quoted(context)}", f"msgid {quoted(source)}", f"msgstr {quoted(words)}")
    return "\n".join((*([f"#, {flags}"] if flags else []), *lines)) + "\n\n"


@pytest.mark.parametrize("folder", [REAL, SOUND], ids=["real", "sound"])
def test_out_and_in_again_changes_nothing(folder: object) -> None:
    of = collection(folder)  # type: ignore[arg-type]
    told = catalogue(of, "en")
    assert language_of(told.encode()) == "en"
    back = planned(told, of)
    assert (back.words, back.refused, back.fuzzy) == ({}, (), 0)
    assert len(back.said) == sum(len(entry.texts) for entry in of.entries)


def test_an_outdated_text_is_fuzzy_and_carries_what_it_was_made_from() -> None:
    told = catalogue(drifted(), "en")
    found = [m for m in read_po(BytesIO(told.encode())) if m.fuzzy and m.id]
    assert [(m.id, m.string, m.context) for m in found] == [
        (
            "응답에 5초가 걸린다",
            "Answers take five seconds",
            "api-slow.yaml symptoms.0.summary",
        )
    ]
    assert '#| msgid "응답에 4초가 걸린다"\n' in told
    assert found[0].locations == [("api-slow.yaml", 9)]
    assert planned(told, drifted()).fuzzy == 1


def test_a_new_translation_is_taken() -> None:
    new = planned(HEADER + message(*TITLE, "The API is slow"))
    assert new.words == {"incidents/api-slow.yaml": {("title", "en"): "The API is slow"}}
    assert new.said == {("incidents/api-slow.yaml", ("title",))}


def test_other_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    told = "\ufeff" + catalogue(sound(), "en").replace("\n", "\r\n")
    back = planned(told)
    assert (back.words, back.refused) == ({}, ())
    assert language_of(told.encode()) == "en"


def test_a_text_that_moved_is_found() -> None:
    new = planned(HEADER + message("api-slow.yaml symptoms.7.note", TITLE[1], "Slow"))
    assert new.words == {"incidents/api-slow.yaml": {("title", "en"): "Slow"}}


@pytest.mark.parametrize(
    ("context", "source", "place", "said"),
    [
        ("api-slow.yaml title", "API가 느려짐", "incidents/api-slow.yaml:2:13", "has changed"),
        ("api-slow.yaml symptoms.9.note", "x", "incidents/api-slow.yaml:", "no text of"),
        ("../../etc/passwd title", "x", "en.po:5:1", "no text of"),
        ("/etc/passwd title.__class__.0", "x", "en.po:5:1", "no text of"),
        ("", "x", "en.po:5:1", "no text of the collection"),
    ],
)
def test_a_source_that_is_gone_is_refused(context: str, source: str, place: str, said: str) -> None:
    new = planned(HEADER + message(context, source, "words"))
    assert new.words == {}
    (finding,) = new.refused
    assert str(finding.place).startswith(place)
    assert said in finding.message


def test_what_is_not_finished_is_left_alone() -> None:
    empty = planned(HEADER + message(*TITLE, "") + message("x y", "z", " \n"))
    assert (empty.words, empty.said, empty.refused) == ({}, frozenset(), ())
    fuzzy = planned(HEADER + message(*TITLE, "Slow", flags="fuzzy"))
    assert (fuzzy.words, fuzzy.fuzzy) == ({}, 1)


@pytest.mark.parametrize("words", ["a\x1b[31mred", "a\x00b", "a\u2028b", "a\ufeff", "x" * 20_001])
def test_what_no_file_may_hold_is_refused(words: str) -> None:
    new = planned(HEADER + message(*TITLE, words))
    assert new.words == {}
    assert [(f.id, f.place.file) for f in new.refused] == [("schema", "en.po")]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b'msgid "a" msgstr "b"\n\x80',
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=rot13\\n"\n\nmsgid "a"\nmsgstr "b"\n',
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"\n',
        b'msgid "a"\nmsgid_plural "b"\n',
        'msgid "원인"\nmsgstr "Cause"\n'.encode("euc-kr"),
        b" " * 20_000_001,
    ],
)
def test_what_is_no_catalogue_is_said(data: bytes) -> None:
    try:
        new = plan(sound(), "en", messages(data), "en.po")
    except Unreadable:
        return
    assert new.words == {}


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        plan(sound(), "en", messages(HEADER.encode() + data), "en.po")
        language_of(data)
    except Unreadable:
        pass


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.just("\n"), min_size=1)
)
def test_any_words_come_back_as_they_were(words: str) -> None:
    if "\ufeff" in words or "\ufffe" in words or "\uffff" in words:
        return
    new = planned(HEADER + message(*TITLE, words))
    expected = {"incidents/api-slow.yaml": {("title", "en"): words}} if words.strip() else {}
    assert new.words == expected

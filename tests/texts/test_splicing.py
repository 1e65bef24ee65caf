"""Texts into YAML: what is written is read back, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.load.dialect import Reader
from runbook_gen.model.place import Path
from runbook_gen.texts import Unwritable, spliced

FILE = """\
# a comment above
title: {ko: 제목, en: "A title"}  # behind
summary:
  ko: 한 줄
  en: one line   # behind a plain text
note:
    # above the text
    ko: |-  # behind a sign
      첫 줄

      # no comment
    en: >2
       folded
      text

  # between
result:
  ko: '작은따옴표'
  en: 'it''s quoted'
unresolved:
  - ko: 하나
  - {
      ko: 둘,  # inside braces
    }
  - ko: |+
      셋

last:
  ko: 끝
  en: plain text
    on two lines"""

PATHS: tuple[Path, ...] = (
    ("title",),
    ("summary",),
    ("note",),
    ("result",),
    ("unresolved", 0),
    ("unresolved", 1),
    ("unresolved", 2),
    ("last",),
)
COMMENTS = [
    line.partition("#")[2] for line in FILE.split("\n") if "#" in line and "no comment" not in line
]
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp"), exclude_characters="\ufeff")
    | st.sampled_from("\n\t #:-'\"{}[],|>&*!%@`~"),
    min_size=1,
    max_size=80,
)  # fmt: skip
NEW = st.dictionaries(
    st.tuples(st.sampled_from(PATHS), st.sampled_from(["ko", "en"])).map(lambda p: (*p[0], p[1])),
    WORDS,
    max_size=8,
)


def read(text: str) -> dict[Path, str]:
    """The texts of a file, by path, as the loader reads it."""
    reader = Reader(text)
    assert not reader.problems
    found: dict[Path, str] = {}
    for path in PATHS:
        here = reader.data
        for part in path:
            here = here[part]
        found |= {(*path, language): words for language, words in here.items()}
    return found


def test_nothing_changes_where_nothing_is_new() -> None:
    assert spliced(FILE, {}) == FILE


@pytest.mark.parametrize("path", PATHS, ids=str)
@pytest.mark.parametrize("words", ["new words", "two\nlines", "yes", "a: b # c", "- 1", "줄\n\n\n"])
def test_one_text_changes_and_nothing_else(path: Path, words: str) -> None:
    for language in ("ko", "en"):
        way = (*path, language)
        made = spliced(FILE, {way: words})
        assert read(made) == read(FILE) | {way: words}
        assert [c for c in COMMENTS if c not in made] == []


@given(NEW)
def test_what_is_written_is_read_back(new: dict[Path, str]) -> None:
    for newline in ("\n", "\r\n"):
        made = spliced(FILE.replace("\n", newline), new)
        assert read(made) == read(FILE) | new
        assert all(comment in made for comment in COMMENTS)


@given(NEW)
def test_the_old_texts_bring_the_old_file_back_in_meaning(new: dict[Path, str]) -> None:
    old = {path: words for path, words in read(FILE).items() if path in new}
    made = spliced(spliced(FILE, {path: new[path] for path in old}), old)
    assert read(made) == read(FILE)


def test_the_form_is_what_a_person_would_write() -> None:
    new: dict[Path, str] = {
        ("title", "en"): "A title, or two",
        ("summary", "en"): "`code` first",
        ("note", "en"): "one\ntwo\n",
        ("result", "en"): "plain",
        ("unresolved", 0, "en"): "One",
        ("unresolved", 1, "en"): "Two",
    }
    assert spliced(FILE, new) == FILE.replace('"A title"', '"A title, or two"').replace(
        "one line ", '"`code` first" '
    ).replace(">2\n       folded\n      text\n", "|\n      one\n      two\n").replace(
        "'it''s quoted'", "plain"
    ).replace("- ko: 하나\n", "- ko: 하나\n    en: One\n").replace("ko: 둘,", "ko: 둘, en: Two,")


@pytest.mark.parametrize(
    "path", [("nothing", "en"), ("title", "ko", "en"), ("unresolved", 9, "en")]
)
def test_a_text_that_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(Unwritable, match="no text is at"):
        spliced(FILE, {path: "x"})

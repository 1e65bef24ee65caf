"""What changed between two texts: nothing is lost, and it is quick on what is meant to be slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.changed_words import changed_words, summary

WORDS = st.lists(st.sampled_from(["파드를", "60초", "pod", " ", "\n", ".", "再起動", ","])).map(
    "".join
)


@given(WORDS, WORDS)
def test_both_texts_are_there_whole(before: str, after: str) -> None:
    runs = changed_words(before, after)
    assert "".join(run.text for run in runs if run.kind != "new") == before
    assert "".join(run.text for run in runs if run.kind != "old") == after
    assert all(run.text for run in runs)


def test_it_is_told_word_by_word() -> None:
    runs = changed_words("60초 안에 Ready가 된다.", "90초 안에 반드시 Ready가 된다.")
    assert [tuple(run) for run in runs] == [
        ("old", "60초"),
        ("new", "90초"),
        ("same", " 안에"),
        ("new", " 반드시"),
        ("same", " Ready가 된다."),
    ]


def test_neighbours_are_told_together() -> None:
    runs = changed_words("one two three", "eins zwei three")
    assert [tuple(run) for run in runs] == [
        ("old", "one two"),
        ("new", "eins zwei"),
        ("same", " three"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("wait 60 seconds", "wait 90 seconds", "'60' became '90'"),
        ("wait seconds", "wait 90 seconds", "'90' was added"),
        ("wait 60 seconds", "wait seconds", "'60' was removed"),
        ("a", "x" * 100, f"'a' became '{'x' * 59}…'"),
    ],
)
def test_half_a_line_says_what_changed(before: str, after: str, said: str) -> None:
    assert summary(before, after) == said


def test_long_texts_of_one_sign_take_no_time() -> None:
    start = time.monotonic()
    runs = changed_words("." * 20_000 + "a", "b" + "." * 19_000)
    assert time.monotonic() - start < 2
    assert {run.kind for run in runs} == {"old", "new"}

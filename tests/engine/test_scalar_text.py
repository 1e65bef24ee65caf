"""Places inside the text of a scalar, however it is written."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.scalar_text import ScalarText
from runbook_gen.load.dialect import places


def shown(file: str, line: int, column: int) -> str:
    """What stands in a file where a place inside the text of its `a` is said to stand."""
    place = places(file, "a.yaml", ("a",), (line, column))
    return place.source[place.column - 1 :]


@pytest.mark.parametrize(
    ("file", "within", "there"),
    [
        ("a: >-\n  one &&\n  two ||\n\n  three\n", (1, 8), "two ||"),
        ("a: >-\n  one &&\n  two ||\n\n  three\n", (2, 3), "ree"),
        ("a: >\n\n  one\n    two\n  three\n", (3, 3), "two"),
        ("a: >2\n    one\n  two\n", (1, 3), "one"),
        ("a: |-\n\n  one\n   two\n", (3, 2), "two"),
        ("a: |2\n    one\n  two\n", (1, 3), "one"),
        ("a: |\n  one \t two\n", (1, 7), "two"),
        ("a: one\n  two\n", (1, 5), "two"),
        ("a: 'it''s so'\n", (1, 2), "t''s so'"),
        ("a: 'it''s so'\n", (1, 6), "it''s so'"),  # behind an escape, nothing is known
        ('a: "\\u0041bc"\n', (1, 2), '\\u0041bc"'),
        ('a: "b\n  c d"\n', (1, 5), 'd"'),
        ("a: [b]\n", (1, 2), "[b]"),
    ],
)
def test_a_place_inside_a_text_is_one_of_the_file(
    file: str, within: tuple[int, int], there: str
) -> None:
    assert shown(file, *within) == there


def test_a_place_behind_the_end_is_behind_the_last_word() -> None:
    place = places("a: >-\n  one &&\n  two ||\n", "a.yaml", ("a",), (1, 14))
    assert (place.line, place.column) == (3, 9)


LINES = st.lists(st.text("ab  #", max_size=6).map(str.rstrip), min_size=1, max_size=6)


@given(LINES.filter(any), st.sampled_from(["|", ">", "|-", ">+"]), st.integers(1, 4))
def test_every_character_of_a_block_is_found(lines: list[str], sign: str, indent: int) -> None:
    body = "".join(f"{' ' * indent}{line}\n" for line in lines)
    file = f"a: {sign}{indent}\n{body}b: 1\n"
    text = yaml.safe_load(file)["a"]
    known = ScalarText(text, file.split("\n"), 2, 1)
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            at = known.place(number, column)
            if not character.isspace():
                assert file.split("\n")[at[0] - 1][at[1] - 1] == character

"""YAML as Kubernetes reads it: what sigs.k8s.io/yaml (go-yaml v2) makes of a text."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.parsers.kubernetes_yaml import (
    MAX_DEPTH,
    NotYaml,
    documents,
    scalar,
)

# From the tests of go-yaml v2 (decode_test.go), and from its resolve.go.
SCALARS: dict[str, Any] = {
    "hi": "hi",
    "true": True,
    "True": True,
    "tRue": "tRue",
    "y": True,
    "NO": False,
    "on": True,
    "Off": False,
    "~": None,
    "null": None,
    "nULL": "nULL",
    "10": 10,
    "-10": -10,
    "+685_230": 685230,
    "0b10": 2,
    "-0b101010": -42,
    "0b1010_0111_0100_1010_1110": 685230,
    "02472256": 685230,
    "0o644": 420,
    "0xA": 10,
    "0X1F": 31,
    "0x_0A_74_AE": 685230,
    "08": 8.0,
    "0_": 0,
    "0.1": 0.1,
    ".1": 0.1,
    "-.1": -0.1,
    "5.": 5.0,
    "6.8523e+5": 685230.0,
    "685.230_15e+03": 685230.15,
    "685_230.15": 685230.15,
    "123456E1": 1234560.0,
    "9223372036854775807": 2**63 - 1,
    "-9223372036854775808": -(2**63),
    "18446744073709551615": 2**64 - 1,
    "99999999999999999999": 1e20,
    "1e400": "1e400",  # out of range: no number
    "0x" + "f" * 40: "0x" + "f" * 40,
    "9" * 5000: "9" * 5000,
    "-b_c": "-b_c",
    "50cent_of_dollar": "50cent_of_dollar",
    "1:1": "1:1",
    "22:13:16": "22:13:16",
    "190:20:30.15": "190:20:30.15",
    "2015-01-01": "2015-01-01",
    "2015-02-24T18:19:39.12Z": "2015-02-24T18:19:39.12Z",
    "1.2.3.4": "1.2.3.4",
    "0b12": "0b12",
    "0x_": "0x_",
    "+": "+",
    "=": "=",
}


@pytest.mark.parametrize("text", SCALARS, ids=lambda text: text[:30])
def test_a_plain_scalar_means_what_it_means_to_kubernetes(text: str) -> None:
    value = next(documents(f"v: {text}"))["v"]
    assert (type(value), value) == (type(SCALARS[text]), SCALARS[text])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'1'", "1"),
        ('"on"', "on"),
        ("!!str 2015-01-01", "2015-01-01"),
        ("!!int '1'", 1),
        ("!!float '1.1'", 1.1),
        ("!!null ''", None),
        ("!!bool yes", True),
        ("! test", "test"),
        ("!vault 1", "1"),
        ("|\n  yes", "yes"),
        ("[A,B,C,]", ["A", "B", "C"]),
        ("[https://github.com/a]", ["https://github.com/a"]),
        ("{b: https://github.com/a}", {"b": "https://github.com/a"}),
    ],
)
def test_quotes_and_tags_decide(text: str, value: Any) -> None:
    assert next(documents(f"v: {text}")) == {"v": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\na: 2", {"a": 2}),
        ("on: push", {"on": "push"}),  # GitHub's workflows are read by their authors' words
        ("1: a", {"1": "a"}),
        ("a: &x 1\nb: *x\nc: &x 2\nd: *x", {"a": 1, "b": 1, "c": 2, "d": 2}),
        ("&k key: v\nb: *k", {"key": "v", "b": "key"}),
        ("a: &x b\n*x : c", {"a": "b", "b": "c"}),
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
        ("a: &x {b: 1}\nc: {b: 2, <<: *x}", {"a": {"b": 1}, "c": {"b": 2}}),
        ("<<: [{a: 1}, {a: 2, b: 3}]", {"a": 1, "b": 3}),
        ("? [a, b]\n: 1", {"?": 1}),
    ],
)
def test_keys_aliases_and_merges(text: str, value: Any) -> None:
    assert next(documents(text)) == value


LEVELS = "".join(
    f"a{n}: &a{n} {'[' * 90}*a{n - 1}{']' * 90}\n" if n else "a0: &a0 x\n" for n in range(300)
)
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
)


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("a:\n- [\n", "did not find expected node content", 2),
        ("a: b\n c: d", "mapping values are not allowed", 2),
        ("a: *b", "undefined alias 'b'", 1),
        ("&a [*a]", "undefined alias", 1),
        ("a:\n  - \x07", "control characters", 1),
        ("a: \ud800", "surrogate", 1),
        ("[" * 100_000, "nested deeper", 1),
        ("- " * 100_000, "nested deeper", 1),
        ("{a: " * 100_000, "nested deeper", 1),
        (LEVELS, "nested deeper", 3),
        (BOMB, "unfold to too much", 7),
        (f"a: &a {'x' * 4_000_000}\nb: [{'*a,' * 100_000}]", "unfold to too much", 2),
        ("? " * 90 + "'\"'''\n", "", 1),
    ],
    ids=str,
)
def test_what_is_no_yaml_or_hurts_is_refused_with_its_line(
    text: str, problem: str, line: int
) -> None:
    """All at once: a text of the last form once doubled with each level."""
    try:
        list(documents(text))
    except NotYaml as error:
        assert problem in error.problem
        assert error.line == line
    else:
        assert problem == ""


def test_the_deepest_that_counts_is_read() -> None:
    assert next(documents("[" * MAX_DEPTH + "]" * MAX_DEPTH))
    deep = f"a: &a {'[' * 60}{']' * 60}\nb: "
    assert next(documents(f"{deep}{'[' * 30}*a{']' * 30}"))
    with pytest.raises(NotYaml):
        next(documents(f"{deep}{'[' * 45}*a{']' * 45}"))


TEXTS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(VALUES)
def test_what_pyyaml_writes_is_read_as_it_was(value: Any) -> None:
    """PyYAML writes 'y' bare, as it does what Go alone takes for a number."""
    text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True)
    assert _alike(next(documents(text)), yaml.load(text, yaml.CSafeLoader))


def _alike(mine: Any, theirs: Any) -> bool:
    if isinstance(theirs, dict):
        return mine.keys() == theirs.keys() and all(_alike(mine[k], theirs[k]) for k in theirs)
    if isinstance(theirs, list):
        return len(mine) == len(theirs) and all(map(_alike, mine, theirs))
    return bool(mine == theirs or mine == scalar(str(theirs)))

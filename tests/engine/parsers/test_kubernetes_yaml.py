"""YAML as Kubernetes reads it: what go-yaml v2 (sigs.k8s.io/yaml) makes of the same text."""

import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.parsers.kubernetes_yaml import NotYaml, documents, places
from runbook_gen.model.place import KEY

INT64 = st.integers(-(2**63), 2**64 - 1)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | INT64 | FLOATS | st.text(max_size=12)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)


def one(text: str) -> Any:
    (value,) = documents(text)
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("y", True),
        ("Off", False),
        ("oN", "oN"),
        ("'yes'", "yes"),
        ("!!str yes", "yes"),
        ("!!bool 'no'", False),
        ("~", None),
        ("0644", 420),
        ("0o644", 420),
        ("0b101", 5),
        ("0x_ff", 255),
        ("-0x10", -16),
        ("1_000", 1000),
        ("_1", "_1"),
        ("089", 89.0),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        (".", "."),
        (".inf", ".inf"),
        ("1:30", "1:30"),
        ("2025-11-16", "2025-11-16"),
        ("1.2.3", "1.2.3"),
        ("18446744073709551615", 2**64 - 1),
        ("18446744073709551616", float(2**64)),
        ("1e999", "1e999"),
        ("-", [None]),
        ("<<", "<<"),
        ("!Ref a", "a"),
    ],
)
def test_a_scalar_is_what_the_api_server_takes_it_for(text: str, value: Any) -> None:
    found = one(text)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\na: 2", {"a": 2}),
        ("b: &b {x: 1, y: 2}\na: {<<: *b, y: 3}", {"b": {"x": 1, "y": 2}, "a": {"x": 1, "y": 3}}),
        ("<<: [{x: 1}, {x: 2, z: 3}]", {"x": 1, "z": 3}),
        ('"<<": {x: 1}', {"<<": {"x": 1}}),
        ("a: &k v\n*k : w", {"a": "v", "v": "w"}),
        ("1: a\non: b", {"1": "a", "on": "b"}),
        ("\ufeffa: 1", {"a": 1}),
        ("a: 1\r\nb: |\r\n  x\r\n", {"a": 1, "b": "x\n"}),
    ],
)
def test_mappings(text: str, value: Any) -> None:
    assert one(text) == value


def test_each_document_has_its_own_anchors() -> None:
    with pytest.raises(NotYaml, match="undefined alias"):
        list(documents("a: &x 1\n---\nb: *x"))
    assert list(documents("---\n---\na: 1\n...\n# end\n")) == [None, {"a": 1}]


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
SELF = "a: &a [*a]"
CHAIN = "- &a0 []\n" + "".join(f"- &a{n} [*a{n - 1}]\n" for n in range(1, 300))
HEAVY = f"a: &a {'x' * 100_000}\nb: &b [{'*a, ' * 1000}]\nc: [{'*b, ' * 1000}]"


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, BOMB, SELF, CHAIN, HEAVY, "? " * 50_000],
    ids=["lists", "maps", "dashes", "bomb", "itself", "chain", "heavy", "keys"],
)
def test_what_was_written_to_hurt_is_refused(text: str) -> None:
    with pytest.raises(NotYaml):
        list(documents(text))
    with pytest.raises(NotYaml):
        places(text)


@pytest.mark.parametrize("digits", [70, 5_000, 300_000])
@pytest.mark.parametrize("start", ["9", "0x", "0b1", "0", "1."])
def test_a_huge_number_costs_nothing(start: str, digits: int) -> None:
    value = one(start + "1" * digits)
    assert isinstance(value, str | float)
    assert value == value and not (isinstance(value, float) and math.isinf(value))


@given(VALUES)
def test_what_is_quoted_and_tagged_is_what_pyyaml_reads(value: Any) -> None:
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True)
    assert one(text) == yaml.load(text, Loader=yaml.CSafeLoader) == value


@given(VALUES)
def test_every_value_has_a_place(value: Any) -> None:
    """It lies in the file, and each key has one beside its value."""
    text = yaml.safe_dump({"top": value}, default_flow_style=False)
    (known,) = places(text)
    lines = text.split("\n")
    for way, at in known.items():
        assert at.line <= len(lines)
        assert at.column <= len(lines[at.line - 1]) + 1
        if way and way[-1] == KEY:
            assert way[:-1] in known


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@#,<~ \n\t0x1.", max_size=60) | st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    """Whatever it is, PyYAML's own parser and this one agree on whether it is YAML at all."""
    try:
        values = list(documents(text))
    except NotYaml as error:
        assert error.problem
        assert error.line >= 1
        return
    assert len(values) == len(list(yaml.compose_all(text, Loader=yaml.CSafeLoader)))

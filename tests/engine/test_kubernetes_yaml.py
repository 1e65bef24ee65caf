"""YAML as Kubernetes reads it, and what is refused."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.parsers.kubernetes_yaml import NotYaml, documents, places, scalar
from runbook_gen.model.place import KEY


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("yes", True), ("off", False), ("n", False), ("0644", 420), ("0o644", 420), ("0x1f", 31),
        ("1_000", 1000), ("-7", -7), ("08", 8.0), ("1e3", 1000.0), (".5", 0.5), ("", None),
        ("~", None), ("2025-11-16", "2025-11-16"), ("22:13:16", "22:13:16"), ("1.2.3", "1.2.3"),
        ("0645847x", "0645847x"), ("-", "-"), ("v1", "v1"), (str(2**64 - 1), 2**64 - 1),
    ],
)  # fmt: skip
def test_plain_scalars_mean_what_kubernetes_takes_them_for(text: str, meaning: object) -> None:
    assert scalar(text) == meaning
    assert type(scalar(text)) is type(meaning)


def test_quotes_merges_and_aliases() -> None:
    text = "a: &x {b: 'yes'}\nc:\n  <<: *x\n  d: yes\n---\n- \"0644\"\n"
    assert list(documents(text)) == [
        {"a": {"b": "yes"}, "c": {"b": "yes", "d": True}},
        ["0644"],
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [("[" * 100_000, 1), ("a: b\n  c: d\n", 2), ("a: *x\n", 1), ("a: &a [*a]\n", 1), ("\0", 1)],
)
def test_what_is_refused_says_where(text: str, line: int) -> None:
    with pytest.raises(NotYaml) as refused:
        list(documents(text))
    assert refused.value.line == line


def test_aliases_unfold_to_a_bounded_size() -> None:
    levels = "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(NotYaml, match="unfold"):
        list(documents(f"a: &a [x,x,x,x,x,x,x,x,x,x]\n{levels}"))


def test_places_are_those_of_values_and_keys() -> None:
    known = places("spec:\n  images:\n    - a\n    - name: b\n")[0]
    assert known["spec", "images", 1, "name"][:2] == (4, 13)
    assert known["spec", "images", KEY][:2] == (2, 3)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        list(documents(text))
    except NotYaml as error:
        assert error.line >= 1


LETTERS = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=5)
PLAIN = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), max_size=8)
VALUES = st.recursive(
    PLAIN | st.integers(-(2**40), 2**40) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LETTERS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_what_pyyaml_writes_in_quotes_is_read_back(value: object) -> None:
    """Quoted, every text stays a text; tags say what else is meant."""
    assert list(documents(yaml.safe_dump(value, default_style='"'))) == [value]

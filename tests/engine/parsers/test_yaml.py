"""YAML and JSON files as documents: lists are taken apart, JSON means what it says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.parsers import NotYaml, source, yaml
from runbook_gen.model.tree import MemoryTree


def values(text: str, path: str = "a.yaml") -> list[Any]:
    return [document.value for document in yaml.parse(path, text, MemoryTree({}))]


def test_the_items_of_a_list_are_documents_with_their_own_places() -> None:
    text = "apiVersion: v1\nkind: List\nitems:\n- kind: A\n- kind: B\n  name: x\n- 7\n"
    found = yaml.parse("-", text, MemoryTree({}))
    assert [d.value for d in found] == [
        {"apiVersion": "v1", "kind": "A"},
        {"apiVersion": "v1", "kind": "B", "name": "x"},
    ]
    assert found[1].locate(("name",))[:2] == (6, 9)
    assert found[1].locate()[:2] == (5, 3)


def test_the_items_of_a_typed_list_inherit() -> None:
    text = "apiVersion: apps/v1\nkind: DeploymentList\nitems: [{metadata: {name: a}}]"
    (found,) = values(text)
    assert found == {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"}}


@pytest.mark.parametrize(
    "text",
    ["kind: List\nitems: [1]", "apiVersion: v1\nkind: List", "apiVersion: v1\nkind: 7\nitems: []"],
)
def test_what_is_no_list_is_one_document(text: str) -> None:
    assert len(values(text)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "yes", "b": 1.5, "c": 1e2, "d": null}', {"a": "yes", "b": 1.5, "c": 100.0,
                                                         "d": None}),
        ('{"a": 18446744073709551616}', {"a": float(2**64)}),
        ('{"a": 1e999}', {"a": "1e999"}),
        ('{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}),
        ('{"a": "x\\/y"}', {"a": "x/y"}),
        ('\t{\n\t"a":\t1}', {"a": 1}),
        ('{"a": NaN}', {"a": "NaN"}),
        ('{"a": ' + "9" * 5000 + "}", {"a": "9" * 5000}),
        ("// no JSON\na: 1", None),
        ("a: 1 # JSON that is YAML", {"a": 1}),
    ],
)  # fmt: skip
def test_json(text: str, value: Any) -> None:
    if value is None:
        with pytest.raises(NotYaml):
            values(text, "a.json")
    else:
        assert values(text, "a.json") == [value]


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 101 + "]" * 101, '{"a":' * 5000])
def test_json_that_is_too_deep_is_refused(text: str) -> None:
    with pytest.raises(NotYaml):
        values(text, "a.json")


@pytest.mark.parametrize("text", ['{"a": "\\ud800"}', '{"\\udfff": 1}'])
def test_half_a_character_is_replaced(text: str) -> None:
    (value,) = values(text, "a.json")
    str(value).encode()


def test_a_position_is_known_where_yaml_does_not_read_the_json() -> None:
    text = '{"a":\n"\\/\tx"}'  # a tab in a text
    for document in yaml.parse("a.json", text, MemoryTree({})):
        assert document.locate(("a",)).line >= 1


@given(st.text(), st.sampled_from(["a.yaml", "a.json"]))
def test_source_reads_anything(text: str, path: str) -> None:
    (document,) = source.parse(path, text, MemoryTree({}))
    assert document.value["text"] == text
    for line in (-3, 0, 1, 10**9):
        (place,) = document.find(line)
        assert place.line >= 1

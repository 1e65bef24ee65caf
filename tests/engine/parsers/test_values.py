"""Helm values wherever they stand: each is found, and found at its line and column."""

import pytest
from documents import faults, file_rule
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.parsers import values
from runbook_gen.engine.parsers.parsed import Document
from runbook_gen.model.tree import MemoryTree

SOURCE = "  source:\n    helm:\n      values: "
APPLICATION = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n"
SET = (
    "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\n"
    "spec:\n  template:\n    spec:\n      source:\n        helm:\n"
)
CHART = "apiVersion: helm.cattle.io/v1\nkind: HelmChart\nspec:\n"


def parsed(text: str, path: str = "app.yaml") -> list[Document]:
    return values.parse(path, text, MemoryTree({path: text}))


def at(document: Document, *way: str | int) -> tuple[str, int]:
    """The text that stands where a value is said to stand, and its line."""
    place = document.locate(way)
    return document.text.split("\n")[place.line - 1][place.column - 1 :], place.line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (APPLICATION + SOURCE + "|\n        a:\n          - b: one\n", 8),
        (APPLICATION + SOURCE + "|-2\n        a:\n          - b: one", 8),
        (APPLICATION + SOURCE + "|\n\n        # c\n        a:\n"
         "        - b: one\n", 10),
        (APPLICATION + "  sources:\n  - {chart: x}\n  - helm:\n      values: |\n        a:\n"
         "          - b: one\n", 9),
        (APPLICATION + "  source:\n    helm:\n      valuesObject:\n        a:\n"
         "          - b: one\n", 8),
        (SET + "          values: |\n            a:\n              - {b: one}\n", 10),
        (CHART + "  valuesContent: |\n    a:\n    - b: one", 6),
        (CHART.replace("HelmChart", "HelmRelease") + "  values:\n    a:\n    - b: one", 6),
    ],
    ids=["block", "indent sign", "gap", "sources", "object", "set", "k3s", "flux"],
)  # fmt: skip
def test_a_value_stands_where_it_is_written(text: str, line: int) -> None:
    (document,) = parsed(text)
    assert document.value == {"a": [{"b": "one"}]}
    found, where = at(document, "a", 0, "b")
    assert found.startswith("one")
    assert where == line
    assert [tuple(p)[:2] for p in document.find("one")] == [document.locate(("a", 0, "b"))[:2]]


@pytest.mark.parametrize(
    "written",
    [
        "|\n\n\n        image:\n          repo: one",
        "|-  # comment\n        repo: one",
        "|+\n        repo:\n\n          one",
        "|\n        a: 1\n        a: 2\n        ---\n        repo: one",
        ">\n        a: 1\n\n        repo: one",
        ">-\n        a:\n          1\n        repo:\n          one",
        ">-\n        {a: 1,\n        repo: one}",
    ],
)
def test_a_text_may_be_written_in_many_ways(written: str) -> None:
    rule = file_rule("'one' in strings(object)", parser="values", culprits="['one']")
    text = f"# one\n{APPLICATION}{SOURCE}{written}\n"
    ((_, line, column),) = faults({"app.yaml": text}, rule)
    assert text.split("\n")[line - 1][column - 1 :].startswith("one")


def test_a_list_of_kubectl_is_looked_into() -> None:
    item = "  source: {helm: {valuesObject: {a: one}}}\n"
    inner = "".join(f"  {line}\n" for line in (APPLICATION + item).splitlines())
    text = "apiVersion: v1\nkind: List\nitems:\n- " + inner.lstrip()
    (document,) = parsed(text)
    assert at(document, "a") == ("one}}}", 7)


def test_a_quoted_text_stands_where_it_begins() -> None:
    text = APPLICATION + '  source:\n    helm:\n      values: "a: one\\nb: two\\n"\n'
    (document,) = parsed(text)
    assert document.value == {"a": "one", "b": "two"}
    assert at(document, "b") == ('"a: one\\nb: two\\n"', 6)


def test_a_folded_text_is_followed_line_by_line() -> None:
    text = APPLICATION + (
        "  source:\n    helm:\n      values: >\n        a: one\n        longer\n\n        b: two\n"
    )
    (document,) = parsed(text)
    assert document.value == {"a": "one longer", "b": "two"}
    assert at(document, "b") == ("two", 10)


def test_equal_values_are_each_found() -> None:
    text = APPLICATION + "  source:\n    helm:\n      values: |\n        a: x\n        b: x\n"
    (document,) = parsed(text)
    assert [place.line for place in document.find("x")] == [7, 8]


def test_parameters_set_values() -> None:
    rows = "{name: image.tag, value: v1}, {name: image, value: x}, {value: 1}, 7, {name: 3}"
    (document,) = parsed(APPLICATION + f"  source: {{helm: {{parameters: [{rows}]}}}}\n")
    assert document.value == {"image": "x"}


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("values.yaml", 1),
        ("chart/values-prod.yaml", 1),
        ("helm-values/prod.yaml", 1),
        ("config.yaml", 0),
        ("chart/Chart.yaml", 0),
    ],
)
def test_files_of_values_are_known_by_their_name(path: str, count: int) -> None:
    assert len(parsed("a: 1", path)) == count


def test_values_that_are_a_template_or_no_mapping_are_left() -> None:
    for inner in ("a: {{ .x }}: b", "[1, 2]", "text", ""):
        text = APPLICATION + f"  source:\n    helm:\n      values: |\n        {inner}\n"
        assert parsed(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (APPLICATION + "  source: []\n  sources: {a: 1}\n", []),
        (APPLICATION + SOURCE + "[a]\n      parameters: [1, {name: ''}, {name: a.b}]\n",
         [{"": None, "a": {"b": None}}]),
        ("apiVersion: 1\nkind: [x]\nspec: 1\n", []),
        ("apiVersion: v1\nkind: Application\nspec:\n", []),
        (APPLICATION + SOURCE + "'a: \"\\uD800\"'\n", []),
    ],
)  # fmt: skip
def test_of_an_odd_manifest_what_makes_sense_is_read(text: str, found: list[object]) -> None:
    assert [document.value for document in parsed(text)] == found


LINES = st.lists(
    st.sampled_from(["a: 1", "b:", "  - c: x", "# r", "", "  d: |", "    e", "k: y y", "  y"]),
    max_size=8,
)


@given(LINES, st.sampled_from(["|", "|-", "|+", ">", ">-", ">+"]), st.integers(1, 6))
def test_no_block_leads_out_of_the_file(lines: list[str], sign: str, indent: int) -> None:
    body = "".join(f"{' ' * (6 + indent)}{line}\n" if line else "\n" for line in lines)
    text = APPLICATION + f"  source:\n    helm:\n      values: {sign}{indent}\n{body}"
    total = text.count("\n") + 1
    for document in parsed(text):
        for way in document.places():
            place = document.locate(way)
            assert 1 <= place.line <= total
            assert place.column >= 1
        if sign[0] == "|" and "a" in document.value and lines.count("a: 1") == 1:
            assert at(document, "a")[0].startswith("1")

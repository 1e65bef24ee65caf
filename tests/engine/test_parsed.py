"""Files as documents: lists, JSON, texts that do not parse; and where a value stands."""

import pytest
from documents import OBJECT, faults, file_rule, manifest_rule, reasons
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.parsers import PARSERS, NotYaml, yaml
from runbook_gen.engine.parsers.parsed import Document
from runbook_gen.engine.reading import Reading, Template
from runbook_gen.engine.template import is_template
from runbook_gen.model.tree import STDIN, MemoryTree

EMPTY = MemoryTree({})


def parsed(text: str, path: str = "a.yaml") -> list[Document]:
    return yaml.parse(path, text, EMPTY)


@given(st.sampled_from(sorted(PARSERS)), st.sampled_from(["a.yaml", "a.json", STDIN]), st.text())
def test_no_parser_raises_anything_else(parser: str, path: str, text: str) -> None:
    try:
        documents = PARSERS[parser].parse(path, text, MemoryTree({path: text}))
    except NotYaml:
        return
    for document in documents:
        assert document.locate().line >= 1


def test_a_value_is_found_wherever_it_stands() -> None:
    (document,) = parsed("# bad\na: bad\nb: [1, bad, is bad]\nc: {bad: 1.0}\n")
    assert [at[:2] for at in document.find("bad")] == [(2, 4), (3, 8)]
    assert [at[:2] for at in document.find("is")] == [(3, 13)]  # inside a text
    assert [at[:2] for at in document.find({"bad": 1.0})] == [(4, 4)]
    assert [at[:2] for at in document.find([1, "bad", "is bad"])] == [(3, 4)]
    assert document.find(True) == []  # is not 1
    assert document.find("nowhere") == []


def test_a_value_without_a_place_stands_at_the_nearest_above() -> None:
    (document,) = parsed("a: &x {b: 1}\nc:\n  <<: *x\n")
    assert document.locate(("c", "b"))[:2] == (3, 3)
    assert document.locate(("nowhere", 1))[:2] == (1, 1)


def test_many_culprits_are_found_soon() -> None:
    """One after the other by going through the file would take minutes."""
    text = OBJECT + "a:\n" + "".join(f"- s{n}-\n" for n in range(9_000))
    rule = manifest_rule("true", culprits="strings(object.a)")
    assert len(faults({"a.yaml": text}, rule)) == 9_000


@pytest.mark.parametrize(
    ("text", "line"), [("a: [", 1), ("a:\n- [\n", 2), ("a:\n  b: c: d\n", 2), ("a: b\n\x07", 1)]
)
def test_a_text_that_does_not_parse_tells_where(text: str, line: int) -> None:
    rule = file_rule("has(object.error)", parser="source", culprits="[object.error.line]")
    assert faults({"a.yml": text}, rule) == [("a.yml", line, 1)]


def test_a_source_rule_sees_every_line() -> None:
    rule = file_rule("object.lines.size() == 3 && !has(object.error)", parser="source", glob="*.sh")
    assert faults({"a.sh": "a\nb\r\nc\n"}, rule) == [("a.sh", 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "a: {{ .Values.a }}",
        "{{- if .Values.a }}\na: 1\n{{- end }}",
        "- {{ item }}",
        "{% if x %}\na: 1\n{% endif %}",
        "a: <% x %>",
        "a: {{ x }}-{{ y }}",
    ],
)
def test_templates_are_left_alone_with_a_count(text: str) -> None:
    reading = Reading(MemoryTree({"a.yaml": text}))
    assert reading.documents("a.yaml") == ()
    assert reading.left == [Template("a.yaml")]


@pytest.mark.parametrize(
    "text",
    [
        "a: '{{ x }}'",
        'a: "{{ x }}"',
        "a: x-{{ x }}",
        "# {{ x }}\na: 1",
        "run: |\n  {{ x }}\n",
        "on: ${{ x }}",
        "a: {b: {c: d}}",
        "a: {}",
    ],
)
def test_what_only_speaks_of_templates_is_yaml(text: str) -> None:
    assert len(parsed(text)) == 1
    assert not is_template(text, parses=True)


def test_what_is_broken_is_said_once() -> None:
    rules = (
        file_rule("true", "*.yaml"),
        manifest_rule("true"),
        file_rule("true", "*.yaml", "values"),
    )
    said = reasons({"a.yaml": OBJECT + "a: [", "b.yaml": "{{ a }}: [", "c.txt": "a: ["}, *rules)
    assert said == ["not YAML: did not find expected node content"]

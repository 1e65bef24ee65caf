"""Documents: well-formed YAML and JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.document import KINDS, document_fault


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("yaml", "a: !Ref b\n---\nc: [1, 2]"),
        ("yml", "# nothing"),
        ("json", '{"a": [1.5, null, "한"]}'),
        ("json", "1" * 10_000),
    ],
)
def test_well_formed(language: str, text: str) -> None:
    """Any tag, several YAML documents, numbers of any length."""
    assert document_fault(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("yaml", "a: 1\nb: c: d", 2),
        ("yaml", "\x07", 1),
        ("json", '{\n"a": 1,\n}', 3),
        ("json", "NaN", 1),
        ("json", "[" * 100_000, 1),
        ("json", "", 1),
    ],
)
def test_a_fault_has_a_line(language: str, text: str, line: int) -> None:
    """And a problem in words."""
    fault = document_fault(text, language)
    assert fault is not None
    assert fault.line == line
    assert fault.problem


@given(st.sampled_from(sorted(KINDS)), st.text())
def test_no_text_breaks_it(language: str, text: str) -> None:
    """Whatever is quoted, there is an answer."""
    document_fault(text, language)

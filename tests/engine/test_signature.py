"""Signatures: RE2 over log text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.signature import BadSignature, compile_signature, fires

PIECES = ["(", ")", "[", "]", "\\", "*", "?", "|", "{9}", "(?!", "\\1", "^", "$", "a", "한", "\n"]
EXPRESSIONS = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize("expr", ["a(?!b)", "(?<=a)b", r"(a)\1", "(a", "[a"])
def test_what_re2_refuses(expr: str) -> None:
    """Lookaround, backreferences and open brackets, each with a reason."""
    with pytest.raises(BadSignature, match=r"."):
        compile_signature(expr)


@pytest.mark.parametrize(
    ("expr", "text", "hit"),
    [
        ("i/o timeout$", "dial tcp: i/o timeout\nnext", True),
        ("timed out [(]110", "upstream timed out\n    (110: …)", True),
        ("a.b", "a\nb", True),
        ("연결 거부", "서버: 연결 거부됨", True),
        ("a", "b", False),
        ("(a)?", "", False),
    ],
)
def test_fires(expr: str, text: str, hit: bool) -> None:
    """In a line, or across lines that were wrapped."""
    assert fires(expr, text) is hit


@given(EXPRESSIONS, st.text())
def test_no_text_breaks_it(expr: str, text: str) -> None:
    """An expression is refused, or it answers."""
    with suppress(BadSignature):
        assert fires(expr, text) in (True, False)

"""What only RE2 can read has a loosened form, too: one such rule must not slow all others."""

import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.loosened import loosened
from runbook_gen.engine.respelled import respelled
from runbook_gen.engine.search import sieve_exprs
from runbook_gen.engine.sieve import NativeSieve, PortableSieve

ONLY_RE2 = {
    r"user [[:alpha:]]+ was locked out": "user jane was locked out",
    r"user [^[:^alpha:][:space:]]+ was locked": "user jane was locked",
    r"code [[:digit:]a-f]{2,}\]": "code 7f]",
    r"\Qa+b (c)\E failed": "a+b (c) failed",
    r"a literal \Q.*": "a literal .*",
    r"사용자 \pL+ 잠김": "사용자 김철수 잠김",
    r"name \p{Greek}+ is odd": "name αβγ is odd",
    r"name [\p{Greek}x]+ is odd": "name αxγ is odd",
    r"name [^\PL]+ is odd": "name жук is odd",
    r"x{,3} is text": "x{,3} is text",
    r"the end\z": "the end",
    r"(?i)größe überschritten": "GRÖSSE und GRÖßE ÜBERSCHRITTEN",
    r"(?i)ошибка доступа": "ОШИБКА Доступа",
    r"[]a-z]+ closed \[[[:punct:]]": "]ab] closed [!",
    r"[^]a-z]+ opened": "12 opened",
    r"\pZ?\x{41}bc": "Abc",
}


@pytest.mark.parametrize(("expr", "text"), ONLY_RE2.items())
def test_the_loosened_form_finds_no_less(expr: str, text: str) -> None:
    found = re2.search(expr, text)
    assert found, "the case itself is wrong"
    form = loosened(expr)
    assert form, "the sieve is off for all rules"
    assert PortableSieve([form.expr]).spans(text.encode())
    if NativeSieve.version():
        assert NativeSieve([form.expr]).spans(text.encode())


def test_one_such_rule_leaves_the_sieve_on() -> None:
    assert sieve_exprs(["timed out", *ONLY_RE2]) is not None


@given(st.sampled_from(list(ONLY_RE2)), st.text(max_size=30), st.text(max_size=30))
def test_in_any_text(expr: str, before: str, after: str) -> None:
    text = f"{before} {ONLY_RE2[expr]} {after}".replace("\n", " ")
    if re2.search(expr, text):
        form = loosened(expr)
        assert form
        assert PortableSieve([form.expr]).spans(text.encode())


@pytest.mark.parametrize(
    "expr", [r"plain \d+ [a-z]+", r"\\Qx", r"\[:alpha:\]", r"[a\]b]", r"a{2,3}", r"(?:a|b)\.\("]
)
def test_what_both_read_alike_stays(expr: str) -> None:
    assert respelled(expr) == expr
    re.compile(respelled(expr))

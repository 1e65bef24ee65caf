"""None of our regular expressions takes a text for a day: their time grows as the text does."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

import pytest
from expressions import Expression, attacks, expressions
from sources import ROOT

SIZE = 6000
LONGEST = 0.06  # seconds of computing: at this size, ten times what one pass takes
MOST = 150  # attacks on one expression
TRUSTED = {
    "cli/skeleton.py TEXT": "our own template",
    "diff/aspect.py '([0-9]+)(ms|[smhdwy])'": "a duration, of at most 40 characters",
    "engine/redaction/known.py PLACEHOLDER": "at most 300 characters",
    "engine/markdown.py ADDRESS": "bounded to 1,000 characters",
    "export/file_patterns.py MATCHES": "CEL, of at most 10,000 characters",
    "render/paragraphs.py BLOCK": "our own manual",
    "render/reference.py _EXAMPLE": "our own templates",
    "check/broken_link.py INCIDENT": "tried at a link's beginning only",
    "render/search.py '<[^>]+>'": "our pages, in which an author's '<' is escaped",
    "render/machine/markdown.py _PIECE": "our pages, in which an author's signs are escaped",
}
"""Expressions that may take longer, each with why nobody can make them."""
WRITTEN = [e for e in expressions(ROOT / "runbook_gen") if e.pattern]


def slowest(expression: Expression) -> tuple[float, str]:
    """The longest time that one of the attacks takes, and how it begins."""
    compiled = re.compile(expression.text, expression.flags)
    worst = 0.0, ""
    for attack in islice(attacks(expression.text, expression.flags, SIZE), MOST):
        took = _time(compiled, attack, anchored=expression.anchored)
        if took > LONGEST:  # once more, and again: the machine may have been busy
            took = min(_time(compiled, attack, anchored=expression.anchored) for _ in range(4))
        worst = max(worst, (took, attack[:40]))
        if took > LONGEST:
            break
    return worst


def _time(compiled: re.Pattern[str], text: str, *, anchored: bool) -> float:
    began = time.process_time()
    with suppress(TimeoutError):
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.5)
        if anchored:
            compiled.match(text)
            compiled.fullmatch(text)
        else:
            for _ in compiled.finditer(text):
                pass
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


@pytest.fixture(autouse=True, scope="module")
def _stopped() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


def test_there_are_expressions_and_slow_ones_are_seen() -> None:
    assert len(WRITTEN) > 180
    assert slowest(Expression("", r"(?:a|b|ab)*c", 0, anchored=False))[0] > LONGEST


@pytest.mark.parametrize("expression", WRITTEN, ids=lambda each: each.place.replace(" ", "::"))
def test_its_time_grows_with_the_text(expression: Expression) -> None:
    if expression.place not in TRUSTED:
        took, attack = slowest(expression)
        assert took <= LONGEST, f"{expression.pattern!r} takes {took:.2f} s on {attack!r}…"


def test_none_is_trusted_that_is_gone() -> None:
    assert TRUSTED.keys() <= {each.place for each in WRITTEN}

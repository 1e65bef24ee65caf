"""Signatures: RE2 regular expressions over log text.

RE2 is the engine of Go, and so of most tools that run log rules; it has no lookaround and no
backreferences, and no expression makes it slow. What a signature is tried on are the `views` of a
log: its lines without what was pasted around them, and wrapped lines joined.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from runbook_gen.engine.logtext import View, views
from runbook_gen.engine.sieve import Sieve, TooMany
from runbook_gen.model.hit import LogLine

Found = Iterator[tuple[int, LogLine]]
Told = set[tuple[int, str, int]]
"""Signatures (by index), and the files and lines for which they were told."""

PROBE = "\0a text that no log has\0"


class BadSignature(ValueError):
    """RE2 refuses the expression; the text says why."""


def compile_signature(expr: str) -> Any:
    """The compiled expression.

    Raises:
        BadSignature: RE2 does not accept it.
    """
    import re2

    try:
        return re2.compile(expr, options=_options())
    except re2.error as error:
        reason = error.args[0] if error.args else error
        raise BadSignature(reason.decode() if isinstance(reason, bytes) else str(reason)) from None


@lru_cache(maxsize=4096)
def is_signature(expr: str) -> bool:
    """Whether RE2 accepts an expression."""
    try:
        compile_signature(expr)
    except BadSignature:
        return False
    return True


@lru_cache(maxsize=1)
def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return options


def _together(exprs: Sequence[str]) -> Any:
    """RE2's set of expressions that it has accepted, which tells all that are found in a text."""
    import re2

    for megabytes in (8, 64, 512):
        options = re2.Options()
        options.log_errors = False
        options.max_mem = megabytes << 20
        together = re2.Set.SearchSet(options)
        for expr in (*exprs, PROBE):
            together.Add(expr)
        with suppress(re2.error):
            together.Compile()
            # Where its memory does not suffice, RE2 finds nothing and says nothing.
            if len(exprs) in (together.Match(PROBE) or ()):
                return together
    raise BadSignature("together they are too large")


class Signatures:
    """Many signatures, tried at once.

    With a `sieve` of theirs, they have been compiled before, and each is again when it is needed.

    Raises:
        BadSignature: RE2 does not accept one of them.
    """

    def __init__(self, exprs: Sequence[str], sieve: Sieve | None = None) -> None:
        self._exprs, self._sieve = exprs, sieve
        self._compiled: dict[int, Any] = {}
        if sieve is None:
            self._compiled = {i: compile_signature(expr) for i, expr in enumerate(exprs)}
            self._all = _together(exprs)

    def hits(self, lines: Iterable[LogLine]) -> Found:
        """Each signature that is found (by its index) with the line on which it begins.

        A signature is told once for a line. Hits come as soon as their last line has been read.
        """
        return self.all_in(views(lines), set())

    def all_in(self, said: Iterable[View], told: Told) -> Found:
        """The same of views; what is `told` already is not told again, and not looked for."""
        for view in said if self._exprs else ():
            yield from self._new(self._possible(view.text), view, told)

    def these_in(self, indexes: Iterable[int], said: Iterable[View], told: Told) -> Found:
        """The same of views, where only some of the signatures may be found."""
        for view in said:
            yield from self._new(indexes, view, told)

    def _new(self, indexes: Iterable[int], view: View, told: Told) -> Found:
        # A view of several lines tells what begins before its last one.
        places = [(line.file, line.number) for line in view.lines[:-1] or view.lines]
        for index in indexes:
            if all((index, *place) in told for place in places):
                continue
            line = self._begins(index, view)
            if line and (key := (index, line.file, line.number)) not in told:
                told.add(key)
                yield index, line

    def _possible(self, text: str) -> Iterable[int]:
        """The signatures that may be found in a text: all that are, and with a sieve, more."""
        if self._sieve is None:
            return [i for i in self._all.Match(text) or () if i < len(self._exprs)]
        try:
            spans = self._sieve.spans(text.encode())
        except TooMany:
            return range(len(self._exprs))
        return sorted({span.which for span in spans if span.which < len(self._exprs)})

    def _begins(self, index: int, view: View) -> LogLine | None:
        """Where a signature begins in a view; None if a view of fewer lines tells it as well."""
        if index not in self._compiled:
            self._compiled[index] = compile_signature(self._exprs[index])
        for found in self._compiled[index].finditer(view.text):
            first = view.line_at(found.start())
            if len(view.lines) == 1:
                return first
            last = view.line_at(found.end())
            if first != last and last == view.lines[-1]:
                return first
        return None


@lru_cache(maxsize=4096)
def _alone(expr: str) -> Signatures:
    return Signatures((expr,))


def fires(expr: str, text: str) -> bool:
    """Whether the signature is found in `text`: in one of its lines, or across wrapped ones.

    Raises:
        BadSignature: RE2 does not accept it.
    """
    lines = (LogLine("", number, line) for number, line in enumerate(text.split("\n"), 1))
    return any(True for _ in _alone(expr).hits(lines))


def matches_empty(expr: str) -> bool:
    """Whether the expression is found in an empty text, and so in every line.

    Raises:
        BadSignature: RE2 does not accept it.
    """
    return bool(compile_signature(expr).search(""))

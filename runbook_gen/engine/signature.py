"""Signatures: RE2 regular expressions over log text.

RE2 is the engine of Go, and so of most tools that run log rules; it has no lookaround and no
backreferences, and no expression makes it slow. What a signature is tried on are the `views` of a
log: its lines without what was pasted around them, and wrapped lines joined.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from runbook_gen.engine.logtext import View, views
from runbook_gen.model.hit import LogLine


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


@lru_cache(maxsize=1)
def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return options


class Signatures:
    """Many signatures, tried at once.

    Raises:
        BadSignature: RE2 does not accept one of them.
    """

    def __init__(self, exprs: Sequence[str]) -> None:
        import re2

        self._single = [compile_signature(expr) for expr in exprs]
        self._all = re2.Set.SearchSet(_options())
        for expr in exprs:
            self._all.Add(expr)
        if exprs:
            self._all.Compile()

    def hits(self, lines: Iterable[LogLine]) -> Iterator[tuple[int, LogLine]]:
        """Each signature that is found (by its index) with the line on which it begins.

        A signature is told once for a line. Hits come as soon as their last line has been read.
        """
        if not self._single:
            return
        told: set[tuple[int, str, int]] = set()
        for view in views(lines):
            for index in self._all.Match(view.text) or ():
                line = self._begins(index, view)
                if line and (index, line.file, line.number) not in told:
                    told.add((index, line.file, line.number))
                    yield index, line

    def _begins(self, index: int, view: View) -> LogLine | None:
        """Where a signature begins in a view; None if a view of fewer lines tells it as well."""
        for found in self._single[index].finditer(view.text):
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
    return bool(_alone(expr)._single[0].search(""))

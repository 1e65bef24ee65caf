r"""RE2 expressions in words that every other engine reads alike.

PCRE, JavaScript and .NET look like RE2 and differ where nobody looks: `(?i)` in JavaScript, `\s`
and `.` beyond ASCII, `[^"]` across lines, `$` before a last line end. So an expression is taken
apart and written anew with explicit classes, without flags and without groups that capture.
"""

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from runbook_gen.engine.expression_tree import op, parser
from runbook_gen.engine.regex.characters import characters
from runbook_gen.engine.regex.code_points import (
    BEYOND,
    HALVES,
    LAST,
    NEWLINE,
    Ranges,
    class_of,
    spelled,
    union,
    without,
)
from runbook_gen.model.reason import Reason

READ_OTHERWISE = re.compile(r"\{,\d|\[:\^?\w+:\]")
"""What Python's parser, which takes the expression apart, reads otherwise than RE2."""

THE_END = re.compile(r"(?<!\\)((?:\\\\)*)\\z")
"""RE2's `\\z`, which that parser spells `\\Z`."""

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)
SINGLE = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
NEVER = "(?!)"
PAIR = r"[\uD800-\uDBFF][\uDC00-\uDFFF]"


class Unportable(ValueError):
    """The expression cannot be said so that all engines read it alike."""

    def __init__(self, why: Reason) -> None:
        super().__init__(why)
        self.why = why


class Dialect(NamedTuple):
    """How an engine differs: what begins and ends a text, and whether text is UTF-16 to it.

    Where it is `by_line`, no part of the expression is found across a line's end.
    """

    begin: str
    end: str
    utf16: bool
    by_line: bool


LINES_OF_A_FILE = Dialect(r"(?<![^\n])", r"(?=\r?(?![^\n]))", utf16=False, by_line=True)
"""A whole file is searched, and each of its lines is a text."""

FILE = Dialect(r"\A", r"\z", utf16=False, by_line=False)
"""A whole file is the text."""

LINE = Dialect("^", "$", utf16=True, by_line=True)
"""One line is handed over at a time, by a program that counts in UTF-16."""

TEXT = Dialect("^", "$", utf16=True, by_line=False)
"""A text that may hold line ends is handed over whole, by a program that counts in UTF-16."""


@lru_cache(maxsize=4096)  # the pages of every language ask for it
def portable(expr: str, dialect: Dialect) -> str:
    """An expression that RE2 accepts, as the dialect reads it.

    Raises:
        Unportable: it has a part for which no words are known.
    """
    if found := READ_OTHERWISE.search(expr):
        raise Unportable(Reason("other engines read '{part}' otherwise", part=found[0]))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = parser.parse(THE_END.sub(r"\1\\Z", expr), re.ASCII)
        return _Writer(dialect).sequence(tree, tree.state.flags)
    except (re.error, RecursionError, OverflowError, FutureWarning, DeprecationWarning) as error:
        why = Reason("other engines read it otherwise: {error}", error=error)
        raise Unportable(why) from None
    except ValueError as error:
        raise Unportable(error.args[0]) from None


class _Writer:
    """Writes the parse tree of an expression in a dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def sequence(self, nodes: Sequence[Any], flags: int) -> str:
        return "".join(self._node(node, flags) for node in nodes)

    def _node(self, node: tuple[Any, Any], flags: int) -> str:
        kind, value = node
        if kind is op.AT:
            return self._place(value, flags)
        if kind in SINGLE:
            return _one(self._found_by(node, flags), self._dialect)
        if kind is op.BRANCH:
            return f"(?:{'|'.join(self.sequence(branch, flags) for branch in value[1])})"
        if kind is op.SUBPATTERN:
            _, added, removed, inner = value
            return f"(?:{self.sequence(inner, (flags | added) & ~removed)})"
        if kind in REPEATS:
            lazy = "?" if kind is op.MIN_REPEAT else ""
            least, most, inner = value
            return self._repeated(least, most, inner, flags) + lazy
        part = str(kind).lower()
        raise Unportable(Reason("'{part}' is not in every engine", part=part))

    def _found_by(self, node: tuple[Any, Any], flags: int) -> Ranges:
        found = characters(node, flags)
        return without(found, NEWLINE) if self._dialect.by_line else found

    def _place(self, place: Any, flags: int) -> str:
        many = flags & re.MULTILINE and not self._dialect.by_line
        if place in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return r"(?<![^\n])" if many and place is op.AT_BEGINNING else self._dialect.begin
        if place in (op.AT_END, op.AT_END_STRING):
            return r"(?![^\n])" if many and place is op.AT_END else self._dialect.end
        if place is op.AT_NON_BOUNDARY:
            raise Unportable(Reason(r"RE2 finds '\B' inside of a character, too"))
        return r"\b"

    def _repeated(self, least: int, most: int, inner: Sequence[Any], flags: int) -> str:
        times = _times(least, most)
        text = self.sequence(inner, flags)
        if len(inner) != 1 or inner[0][0] in REPEATS or inner[0][0] is op.AT or text == NEVER:
            return f"(?:{text}){times}"
        if times in ("*", "+") and inner[0][0] in SINGLE and text.endswith(f"|{PAIR})"):
            # Of any number of them, it makes no difference whether a pair counts once or twice.
            any_more = class_of(self._found_by(inner[0], flags)) + "*"
            return any_more if times == "*" else text + any_more
        return text + times


@lru_cache(maxsize=4096)
def _one(ranges: Ranges, dialect: Dialect) -> str:
    """One character of these."""
    if not ranges:
        return NEVER
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        char = spelled(ranges[0][0])
        return f"(?:{char})" if dialect.utf16 and ranges[0][0] >= BEYOND else char
    if not dialect.utf16 or ranges[-1][1] < BEYOND:
        return class_of(ranges)
    if without(((BEYOND, LAST),), ranges):
        raise Unportable(Reason("it tells characters beyond U+FFFF apart; UTF-16 cannot"))
    single = without(ranges, (HALVES, (BEYOND, LAST)))
    return f"(?:{class_of(union((*single, (BEYOND, LAST))))}|{PAIR})"


def _times(least: int, most: int) -> str:
    if most == op.MAXREPEAT:
        return {0: "*", 1: "+"}.get(least, f"{{{least},}}")
    if (least, most) == (0, 1):
        return "?"
    return f"{{{least}}}" if least == most else f"{{{least},{most}}}"

"""The parse tree of a regular expression, and which bytes a part of it finds.

`re` has the parser and names it privately; it is the same one in every Python since 3.11.
"""

import re
from typing import Any

from re import _constants as op  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

HIGH = frozenset(range(0x80, 0x100))
NEWLINE = 10


class CannotLoosen(Exception):
    """The expression has a part of which no loosened form is known."""


def members(node: tuple[Any, Any], flags: int) -> frozenset[int]:
    """The bytes that the characters of a class begin, or go on, with."""
    kind, value = node
    if kind is op.ANY:
        return frozenset(range(256)) - (set() if flags & re.DOTALL else {NEWLINE})
    if kind is op.NOT_LITERAL:
        return frozenset(range(256)) - _cased({value}, flags)
    listed = [node] if kind is op.LITERAL else [part for part in value if part[0] is not op.NEGATE]
    found = {code for part in listed for code in _codes(*part)}
    if kind is not op.LITERAL and value[0][0] is op.NEGATE:
        return frozenset(range(256)) - (_cased(found, flags) & frozenset(range(0x80)))
    cased = _cased(found, flags)
    return frozenset(m for m in cased if m < 0x80) | (HIGH if max(cased) > 0x7F else set())


def _codes(kind: Any, value: Any) -> set[int]:
    """The characters that a part of a class means; 0x80 stands for all beyond ASCII."""
    if kind is op.LITERAL:
        return {value}
    if kind is op.RANGE:
        beyond = {0x80} if value[1] > 0x7F else set()
        return {*range(value[0], min(value[1], 0x7F) + 1), *beyond}
    if kind is op.CATEGORY:
        return _category(value)
    raise CannotLoosen


def _cased(codes: set[int], flags: int) -> frozenset[int]:
    if not flags & re.IGNORECASE:
        return frozenset(codes)
    return frozenset(ord(c) for code in codes for c in chr(code).lower() + chr(code).upper())


def _category(kind: Any) -> set[int]:
    letter = {
        op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"[\t\n\f\r ]",
        op.CATEGORY_NOT_SPACE: r"[^\t\n\f\r ]", op.CATEGORY_WORD: r"\w",
        op.CATEGORY_NOT_WORD: r"\W",
    }[kind]  # fmt: skip
    pattern = re.compile(letter, re.ASCII)
    return {code for code in range(256) if pattern.match(chr(code))}


__all__ = ["HIGH", "NEWLINE", "CannotLoosen", "members", "op", "parser"]

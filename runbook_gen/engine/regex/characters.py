"""Which characters a part of a regular expression finds, as RE2 means it."""

import re
from typing import Any

from runbook_gen.engine.expression_tree import op
from runbook_gen.engine.regex.code_points import (
    DIGIT,
    EVERYTHING,
    NEWLINE,
    SPACE,
    WORD,
    Ranges,
    complement,
    folded,
    union,
)

CATEGORIES: dict[Any, Ranges] = {
    op.CATEGORY_DIGIT: DIGIT, op.CATEGORY_SPACE: SPACE, op.CATEGORY_WORD: WORD,
}  # fmt: skip
NEGATED: dict[Any, Ranges] = {
    op.CATEGORY_NOT_DIGIT: DIGIT, op.CATEGORY_NOT_SPACE: SPACE, op.CATEGORY_NOT_WORD: WORD,
}  # fmt: skip


def characters(node: tuple[Any, Any], flags: int) -> Ranges:
    """The characters that a part of an expression finds."""
    kind, value = node
    if kind is op.ANY:
        return EVERYTHING if flags & re.DOTALL else complement(NEWLINE)
    if kind in (op.LITERAL, op.NOT_LITERAL):
        found = _cased(((value, value),), flags)
        return complement(found) if kind is op.NOT_LITERAL else found
    listed = [part for part in value if part[0] is not op.NEGATE]
    found = union(r for part in listed for r in _part(part, flags))
    return complement(found) if value[0][0] is op.NEGATE else found


def _part(part: tuple[Any, Any], flags: int) -> Ranges:
    kind, value = part
    if kind is op.CATEGORY:
        if value in NEGATED:
            return complement(_cased(NEGATED[value], flags))
        return _cased(CATEGORIES[value], flags)
    return _cased(((value, value),) if kind is op.LITERAL else (value,), flags)


def _cased(ranges: Ranges, flags: int) -> Ranges:
    return folded(ranges) if flags & re.IGNORECASE else ranges

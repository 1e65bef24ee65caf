"""An expression's parse tree without what it may begin or end with or not.

What a sieve looks for need only be there; what may be missing only makes it slower.
"""

from collections.abc import Sequence
from typing import Any

from runbook_gen.engine.expression_tree import members, op


def nullable(nodes: Sequence[Any]) -> bool:
    """Whether a sequence is found in an empty text."""
    for kind, value in nodes:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            if value[0] and not nullable(value[2]):
                return False
        elif kind is op.BRANCH:
            if not any(nullable(branch) for branch in value[1]):
                return False
        elif kind is op.SUBPATTERN:
            if not nullable(value[3]):
                return False
        elif kind is not op.AT:
            return False
    return True


def without_head(nodes: list[Any]) -> list[Any]:
    """The sequence without what it may begin with or not."""
    while nodes and nullable(nodes[:1]):
        nodes = nodes[1:]
    return nodes


def without_tail(nodes: list[Any], *, anchored: bool) -> tuple[list[Any], bool]:
    """The sequence without what it may end with or not; and whether that may hold a space.

    What may be there or not before an anchor stays: whether the anchor holds depends on it.
    """
    lingers = False
    while nodes:
        kind, value = nodes[-1]
        if kind is op.AT:
            anchored, nodes = True, nodes[:-1]
        elif nullable(nodes[-1:]) and (not anchored or _is_rest_of_line(nodes[-1])):
            lingers |= _spacious(nodes[-1:])
            nodes = nodes[:-1]
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[1] > value[0] > 0 and not anchored:
            lingers |= _spacious(nodes[-1:])
            nodes = [*nodes[:-1], (kind, (value[0], value[0], value[2]))]
            break
        elif kind is op.BRANCH and not anchored:
            ends = [without_tail(list(branch), anchored=False) for branch in value[1]]
            if any(nullable(end) for end, _ in ends):
                break
            lingers |= any(more for _, more in ends)
            nodes = [*nodes[:-1], (kind, (value[0], [end for end, _ in ends]))]
            break
        elif kind is op.SUBPATTERN and not anchored:
            end, more = without_tail(list(value[3]), anchored=False)
            lingers |= more
            nodes = [*nodes[:-1], (kind, (*value[:3], end))]
            break
        else:
            break
    return nodes, lingers


def _is_rest_of_line(node: tuple[Any, Any]) -> bool:
    kind, value = node
    return (
        kind in (op.MAX_REPEAT, op.MIN_REPEAT)
        and value[1] == op.MAXREPEAT
        and [k for k, _ in value[2]] == [op.ANY]
    )


def _spacious(nodes: Sequence[Any]) -> bool:
    """Whether a space may stand somewhere in what a sequence finds."""
    for kind, value in nodes:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            found = _spacious(value[2])
        elif kind is op.BRANCH:
            found = any(_spacious(branch) for branch in value[1])
        elif kind is op.SUBPATTERN:
            found = _spacious(value[3])
        else:
            found = kind is not op.AT and 0x20 in members((kind, value), 0)
        if found:
            return True
    return False

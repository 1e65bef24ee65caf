r"""Loosened expressions: for each signature one over raw bytes that finds no less.

A signature is written for words, but a log holds what was put around them: frames and line ends
between two words, backslashes before quotes. A loosened expression allows all of that wherever
the signature has room for a space or a quote, forgets its anchors, and counts no characters where
bytes differ from them. So wherever the signature is found in the words of lines that were wrapped
between words, the loosened expression is found in their bytes, and ends on the same line.

What it cannot allow for is taken out of the bytes before (see `plain`): colours, and escapes such
as `\u003c` or `\/`. A word that a terminal cut in two is not found.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from runbook_gen.engine.expression_tree import HIGH, NEWLINE, CannotLoosen, members, op, parser
from runbook_gen.engine.respelled import respelled
from runbook_gen.engine.trimmed import nullable, without_head, without_tail

MAX_BREAKS = 5  # line ends inside a message: one less than the lines that are joined
BLANK = frozenset(b"|>\x7f") | frozenset(range(0x21)) | HIGH  # what stands between words
INDENT = BLANK | frozenset(b"0123456789T:.,Z+-")  # and, at the beginning of a line, times
BACKSLASH = 92
QUOTES = frozenset(b"\"'/`")

CASED = HIGH | frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""The bytes of a letter beyond ASCII in either case, which may lie within it: K and k."""


class Loosened(NamedTuple):
    """The expression over bytes, as RE2 and Hyperscan read it.

    `lingers` says that the signature may go on over further lines than the loosened one tells.
    """

    expr: str
    lingers: bool


def loosened(expr: str) -> Loosened | None:
    """The loosened form of a signature that RE2 accepts, or None where there is none."""
    try:
        tree = parser.parse(respelled(expr), re.ASCII)
    except (re.error, RecursionError, OverflowError):
        return None
    nodes, lingers = without_tail(list(tree), anchored=False)
    nodes = without_head(nodes)
    try:
        text = _sequence(nodes, tree.state.flags)
    except (CannotLoosen, RecursionError):
        return None
    return Loosened(text, lingers) if nodes and not nullable(nodes) else None


def byte_class(members: frozenset[int]) -> str:
    """A character class of bytes."""
    if len(members) == 256:
        return r"[\x00-\xff]"
    text, rest = "", sorted(members)
    while rest:
        end = 1
        while end < len(rest) and rest[end] == rest[0] + end:
            end += 1
        text += f"\\x{rest[0]:02x}" + (f"-\\x{rest[end - 1]:02x}" if end > 1 else "")
        rest = rest[end:]
    return f"[{text}]"


ESCAPED_SPACE = frozenset(b"\\nrt")
GAP = byte_class(INDENT | ESCAPED_SPACE) + "+"
BREAK = rf"\n{byte_class(INDENT)}*"


def _sequence(nodes: Sequence[Any], flags: int) -> str:
    return "".join(_node(node, flags) for node in nodes)


def _node(node: tuple[Any, Any], flags: int) -> str:
    kind, value = node
    if kind is op.AT:
        return ""
    if kind is op.LITERAL:
        return _literal(value, flags)
    if kind in (op.NOT_LITERAL, op.IN, op.ANY):
        return _several(node, 1, 1, flags)
    if kind is op.BRANCH:
        return f"(?:{'|'.join(_sequence(branch, flags) for branch in value[1])})"
    if kind is op.SUBPATTERN:
        _, added, removed, inner = value
        return f"(?:{_sequence(inner, (flags | added) & ~removed)})"
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        if len(inner) == 1 and inner[0][0] in (op.NOT_LITERAL, op.IN, op.ANY, op.LITERAL):
            return _several(inner[0], least, most, flags)
        return f"(?:{_sequence(inner, flags)}){_times(least, most)}"
    raise CannotLoosen


def _times(least: int, most: int) -> str:
    if most == op.MAXREPEAT:
        return {0: "*", 1: "+"}.get(least, f"{{{least},}}")
    return "" if least == most == 1 else f"{{{least},{most}}}"


def _literal(code: int, flags: int) -> str:
    if code == 0x20:
        return GAP
    if code == ord('"'):
        return r'\\*"'
    if code > 0x7F:
        if code == 0xFFFD:
            raise CannotLoosen
        if flags & re.IGNORECASE and chr(code).swapcase() != chr(code):
            return f"{byte_class(CASED)}+"
        return "".join(f"\\x{byte:02x}" for byte in chr(code).encode())
    char = chr(code)
    if flags & re.IGNORECASE and char.isalpha():
        return f"[{char.lower()}{char.upper()}]"
    return char if char.isalnum() else f"\\x{code:02x}"


def _several(node: tuple[Any, Any], least: int, most: int, flags: int) -> str:
    """One character of a kind, `least` to `most` times."""
    if node[0] is op.LITERAL and node[1] not in b' "':
        return f"(?:{_literal(node[1], flags)}){_times(least, most)}"
    found = members(node, flags)
    if 0x20 not in found:
        if not found & (QUOTES | HIGH):
            return byte_class(found) + _times(least, most)
        escaped = found | ({BACKSLASH} if found & QUOTES else set())
        return byte_class(frozenset(escaped)) + _times(min(least, 1), op.MAXREPEAT)
    inside = (found | ESCAPED_SPACE | BLANK) - {NEWLINE}
    one = f"(?:{byte_class(inside)}|{byte_class(INDENT)}+)"
    if most == 1:
        return one + _times(least, most)
    several = byte_class(inside) + "*"
    return rf"{one if least else ''}{several}(?:{BREAK}{several}){{0,{MAX_BREAKS}}}"

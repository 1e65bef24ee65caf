"""Sets of characters as ranges of code points: what the classes of a regular expression mean."""

import re
from collections.abc import Iterable
from functools import lru_cache

from runbook_gen.model.reason import Reason

LAST = 0x10FFFF
BEYOND = 0x10000  # from here on, UTF-16 needs two units
HALVES = (0xD800, 0xDFFF)  # the units that stand for them, two by two
KELVIN, LONG_S = 0x212A, 0x017F  # fold to `k` and `s`

Range = tuple[int, int]
Ranges = tuple[Range, ...]

NEWLINE: Ranges = ((10, 10),)
EVERYTHING: Ranges = ((0, LAST),)
DIGIT: Ranges = ((0x30, 0x39),)
WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
SPACE: Ranges = ((9, 10), (12, 13), (32, 32))
"""As RE2 has them: ASCII only, and without the vertical tab."""

PLAIN = re.compile(r"[\w \"'`#%&,:;<=>@~!/]")
"""Characters that mean themselves wherever they stand."""


def union(ranges: Iterable[Range]) -> Ranges:
    """The characters that are in one of the ranges: disjoint, in order."""
    joined: list[Range] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def complement(ranges: Ranges) -> Ranges:
    """All other characters."""
    edges = [-1, *(edge for low, high in ranges for edge in (low, high)), LAST + 1]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in gaps if low + 1 <= high - 1)


@lru_cache(maxsize=1024)
def without(ranges: Ranges, taken: Ranges) -> Ranges:
    """The characters of the one that are not in the other."""
    return complement(union((*complement(ranges), *taken)))


@lru_cache(maxsize=1024)
def folded(ranges: Ranges) -> Ranges:
    """The same in any case.

    Raises:
        ValueError: one beyond ASCII has a case; which ones equal it is not known here.
    """
    found = list(ranges)
    for low, high in ranges:
        for code in range(low, min(high, 0x7F) + 1):
            if chr(code).isalpha():
                found.append((code ^ 0x20, code ^ 0x20))
                equal = {"k": KELVIN, "s": LONG_S}.get(chr(code).lower())
                found += [(equal, equal)] if equal else []
        beyond = range(max(low, 0x80), high + 1)
        if char := next((chr(code) for code in beyond if _has_case(chr(code))), None):
            raise ValueError(Reason("'{char}' in any case", char=char))
    return union(found)


def _has_case(char: str) -> bool:
    return not char == char.casefold() == char.upper()


def spelled(code: int) -> str:
    """One character, outside a class, so that every engine reads it as itself."""
    char = chr(code)
    if PLAIN.fullmatch(char) or (code > 0x7F and char.isprintable()):
        return char
    return f"\\{char}" if char.isprintable() else _escape(code)


def class_of(ranges: Ranges) -> str:
    """A class in brackets; the shorter of what it holds and what it does not."""
    if ranges[-1][1] == LAST:
        rest = complement(ranges)
        return f"[^{_members(rest)}]" if rest else r"[\s\S]"
    return f"[{_members(ranges)}]"


def _members(ranges: Ranges) -> str:
    text = ""
    if union((*ranges, *WORD)) == ranges:
        text, ranges = r"\w", without(ranges, WORD)
    for low, high in ranges:
        dash = "-" if high > low + 1 else ""
        text += _member(low) + (dash + _member(high) if high > low else "")
    return text


def _member(code: int) -> str:
    char = chr(code)
    if HALVES[0] <= code <= HALVES[1]:
        return f"\\u{code:04X}"
    if char.isalnum() or char in " \"'`#%:;<=>@~!,_/":
        return char
    return f"\\{char}" if 0x20 < code < 0x7F else _escape(code) if code < 0x80 else char


def _escape(code: int) -> str:
    named = {9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r"}
    return named.get(code, f"\\x{code:02x}" if code < 0x100 else chr(code))

"""Characters that a reader does not see, or that change the order in which he sees the others.

With them a command can be shown that is not the one which is copied ("Trojan Source",
CVE-2021-42574), or a text can carry another one inside. What Unicode calls default-ignorable is
here, with its blank letters and the characters that turn the direction of writing.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
IGNORED = (
    "\u00ad\u034f\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufe00-\ufe0d\ufeff"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that draw nothing
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
JOINERS = "\u200c\u200d"
UNJOINED = frozenset({"LATIN", "CYRILLIC", "GREEK", "HANGUL", "CJK", "HIRAGANA", "KATAKANA"})

HIDDEN = re.compile(f"[{TURNS}{IGNORED}{BLANKS}]")
ODD_SPACE = re.compile(f"[{SPACES}]")


class Hidden(NamedTuple):
    """A hidden character: where it is, from 1, and what Unicode calls it."""

    line: int
    column: int
    name: str


def hidden(text: str, *, spaces: bool = False) -> Iterator[Hidden]:
    """Each line's first hidden character; `spaces`: also those that only look like a space.

    A joiner inside an emoji, or in a script that has one, is no hidden character.
    """
    if text.isascii() or not (HIDDEN.search(text) or (spaces and ODD_SPACE.search(text))):
        return
    for number, line in enumerate(text.split("\n"), 1):
        found = [m for m in HIDDEN.finditer(line) if not _joins(line, m.start())]
        found += [m for m in [ODD_SPACE.search(line)] if m and spaces]
        if first := min(found, key=lambda m: m.start(), default=None):
            yield Hidden(number, first.start() + 1, name(first[0]))


def name(character: str) -> str:
    """A character's number, and its name where it has one: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    said = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {said}".rstrip()


def _joins(line: str, at: int) -> bool:
    """Whether a joiner stands between two signs that it can join."""
    around = line[max(at - 1, 0) : at] + line[at + 1 : at + 2]
    return (
        line[at] in JOINERS
        and len(around) == 2
        and not any(c.isascii() or _script(c) in UNJOINED for c in around)
    )


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]

"""What a detector of secrets is, and how its finds are told: by kind and place, never by text."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

Passes = Callable[[str], bool]
"""Whether a value may stand where it was found."""

START, HINT_START = r"(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt]))", r"(?:\b|\\[nrt])"
"""Where a word may begin: behind `\\n`, as JSON writes the end of a line, too. RE2 for hints."""

QUOTE = r"\\{0,4}[\"']?"
"""A quote where one may stand, escaped where JSON quotes JSON."""


class Found(NamedTuple):
    """What was found and where; `line` and `column` count from 1, `start` and `end` from 0.

    It holds no text, so that nothing that tells of it can tell the secret.
    """

    kind: str
    line: int
    column: int
    start: int
    end: int


class Detector(NamedTuple):
    """A kind of secret: a Python expression whose last group, or the whole, is the secret.

    `hint` is RE2 and holds on every line on which `pattern` does: all hints are tried at once, and
    `pattern` on the lines where one holds. `real` judges what the expression found.
    """

    kind: str
    pattern: str
    hint: str
    real: Passes = bool


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """An expression that is compiled once, and only where a hint held."""
    return re.compile(pattern)


def looks_random(value: str) -> bool:
    """Whether a value looks drawn by lot rather than named by a person.

    Names, paths and versions are words that signs join; what is drawn has a long part in which
    letters and digits, or capitals and small letters, take turns.
    """
    return any(map(_drawn, SIGNS.split(value)))


def looks_secret(value: str) -> bool:
    """The same of what is called a password, where a word with digits in it is one, too."""
    return looks_random(value) or any(map(CHOSEN.match, re.split(r"[-_./:,=]", value)))


CHOSEN = re.compile(
    r"(?=.{8})(?=.*[A-Za-z].*[A-Za-z])(?:.*\d|(?=.*[a-z])(?=.*[A-Z]).*\w[!@#%^&*?+~]\w)"
)
SIGNS = re.compile(r"[^A-Za-z0-9]")
TURN = re.compile(r"(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[a-z0-9]|(?<=[0-9])[A-Za-z]")


def _drawn(part: str) -> bool:
    turns = len(TURN.findall(part))
    digits = len(re.findall(r"\d+", part))
    return len(part) >= 12 and (turns >= 0.4 * len(part) or (digits >= 2 and turns >= 4))

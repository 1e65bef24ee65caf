"""Foreign text in Markdown of ours: it mentions nobody, links nowhere, and shows what it holds.

GitHub links names, numbers and addresses in text that is no code, after Markdown was read; so an
escape alone does not stop it. A quoted value is code; what must be prose is broken up, too.
"""

import re

from runbook_gen.report.text import printable

SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+!|@~&$])|^(?=-)|(?<=^\d)(?=\.)")
LINKED = re.compile(r"[@#]|:(?=//)|\bwww(?=\.)|\bGH(?=-\d)", re.IGNORECASE)
TICKS = re.compile(r"`+")
APART = "\u200b"
"""A space of no width: what stands before it and behind it is no longer one word."""


def plain(text: str) -> str:
    """Text that stays text, on one line."""
    said = SIGNS.sub(lambda found: f"\\{found[0]}", printable(" ".join(text.split())))
    return LINKED.sub(lambda found: found[0] + APART, said)


def code(text: str, most: int = 300) -> str:
    """Text on one line as code, cut where it is long."""
    said = cut(printable(" ".join(text.split())), most)
    if not said:
        return "*(empty)*"
    fence = "`" * (1 + max(map(len, TICKS.findall(said)), default=0))
    space = " " if "`" in said else ""
    return f"{fence}{space}{said}{space}{fence}"


def block(lines: list[str], language: str = "text") -> str:
    """Lines as a block of code, which none of them can end."""
    said = [printable(line) for line in lines]
    longest = max((len(run) for line in said for run in TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{language}", *said, fence])


def cut(text: str, most: int) -> str:
    """The text, or its beginning and how much is left out."""
    if len(text) <= most:
        return text
    return f"{text[:most]}… ({len(text) - most} more characters)"

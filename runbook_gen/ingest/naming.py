"""Ids: from the Latin words of a title, or from its sound where it has none."""

import re
from collections.abc import Container

from anyascii import anyascii

from runbook_gen.ingest.bare import bare
from runbook_gen.model.files import DEVICES

LONGEST = 60
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{4}년(?:\s*\d{1,2}월)?(?:\s*\d{1,2}일)?")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
ENOUGH = 2
"""So many Latin words name an incident; with fewer, the whole title is spelled in Latin letters."""


def slug(title: str) -> str:
    """A name for `title` in lower-case Latin letters; "" if nothing in it can be read."""
    words = bare(title)
    told = DATE.sub(" ", ASIDE.sub(" ", words)).strip() or words
    latin = LATIN.findall(told)
    spelled = latin if len(latin) >= ENOUGH else re.findall(r"[A-Za-z0-9]+", anyascii(told))
    name = ""
    for word in spelled:
        longer = f"{name}-{word.lower()}".lstrip("-")
        if len(longer) > LONGEST:
            break
        name = longer
    name = name or "".join(spelled)[:LONGEST].lower()
    return f"the-{name}" if name in DEVICES else name


def unused(name: str, taken: Container[str], otherwise: str) -> str:
    """`name`, or with a low number behind it that nothing has taken yet.

    The lowest, where no number below was left out; many of one name do not count from 2 each.
    """
    name = name or otherwise
    if name not in taken:
        return name
    low, high = 1, 2
    while f"{name}-{high}" in taken:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{name}-{middle}" in taken else (low, middle)
    return f"{name}-{high}"

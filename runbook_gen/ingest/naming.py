"""Ids: from the Latin words of a title, or from its sound where it has none."""

import re
from collections.abc import Container

from anyascii import anyascii

from runbook_gen.ingest.vocabulary import bare

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
    return name or "".join(spelled)[:LONGEST].lower()


def unused(name: str, taken: Container[str], otherwise: str) -> str:
    """`name`, or with the lowest number behind it that nothing has taken yet."""
    name = name or otherwise
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"

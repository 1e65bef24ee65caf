"""Terms in prose: whether a text uses one, whether its translation does, and other spellings.

A source text uses a term only where it stands as a word: in Korean with nothing but particles
behind it (네임스페이스를), in English also in the plural. A translation is believed more easily:
there a part of a compound will do, and so will code.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from runbook_gen.engine.markdown import prose

PARTICLES = (
    "들|은|는|이|가|을|를|의|에|에서|에게|에는|로|으로|와|과|도|만|까지|부터|마다|처럼|보다|나|라|라도"
    "|다|였다|었다|며|고|인|일|임|별|용|뿐|조차|밖에|하고|랑|란|라는|라고|든|지만|므로|면|여서"
)  # fmt: skip
"""What follows a Korean noun and is no part of another word."""

NO_LATIN_BEFORE, NO_LATIN_BEHIND = r"(?<![A-Za-z0-9_./-])", r"(?![A-Za-z0-9_]|[-./][A-Za-z0-9_])"
NO_HANGUL_BEFORE, NO_HANGUL_BEHIND = "(?<![가-힣])", "(?![가-힣])"
HANGUL = re.compile("[가-힣]")
GAP = re.compile(r"[\s-]+")
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\sA-Za-z0-9-]+")


def glimpsed(text: str, terms: Iterable[str]) -> list[str]:
    """The terms that `text` may have: a first glance, which spares a closer look at the others."""
    solid = _solid(text)
    return [term for term in terms if _solid(term).removesuffix("y") in solid]


def uses(text: str, term: str) -> bool:
    """Whether the prose of `text` has `term` as a word of its own."""
    return bool(_word(term).search(prose(text)))


def has(text: str, term: str) -> bool:
    """Whether `term` is somewhere in `text`, in code or in a compound, too."""
    return term in text or _solid(term) in _solid(text) or bool(_word(term).search(text))


def keeps(text: str, name: str) -> bool:
    """Whether `text` spells `name` as it is somewhere, in code or in the plural, too."""
    return name in text or bool(_name(name).search(text))


def misspelled(text: str, name: str) -> list[str]:
    """How the prose of `text` spells `name` otherwise: in case, spaces or hyphens."""
    return [found for found in _any_spelling(name).findall(prose(text)) if found != name]


@cache
def _word(term: str) -> re.Pattern[str]:
    """A term as a word: any case, any gap between its parts, plural or particles behind it."""
    said = r"[\s-]*".join(map(_plural, GAP.split(term)))
    return re.compile(_bounded(f"(?i:{said})", term))


@cache
def _name(name: str) -> re.Pattern[str]:
    return re.compile(_bounded(_plural(name), name))


@cache
def _any_spelling(name: str) -> re.Pattern[str]:
    parts = r"[\s-]?".join(map(re.escape, PARTS.findall(name))) or "(?!)"
    return re.compile(f"{NO_LATIN_BEFORE}({parts}){NO_LATIN_BEHIND}", re.IGNORECASE)


def _bounded(expr: str, term: str) -> str:
    before = NO_HANGUL_BEFORE if HANGUL.match(term) else NO_LATIN_BEFORE
    if HANGUL.search(term[-1]):
        return f"{before}{expr}(?:{PARTICLES}){{0,4}}{NO_HANGUL_BEHIND}"
    return f"{before}{expr}{NO_LATIN_BEHIND}"


def _plural(word: str) -> str:
    """An English word with the endings of its plural and its owner; any other word as it is."""
    said = re.escape(word)
    if not re.search("[A-Za-z]$", word):
        return said
    if re.search("[^aeiouAEIOU]y$", word):
        return f"{said[:-1]}(?:y|ies)(?:['’]s?)?"
    return f"{said}(?:e?s)?(?:['’]s?)?"


@lru_cache(maxsize=1024)  # one text is looked at with each term
def _solid(text: str) -> str:
    """A text without gaps and case, for a first glance."""
    return GAP.sub("", text).casefold()

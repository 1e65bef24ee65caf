"""The site's own words: headings and labels, from gettext catalogues.

English is the language of the keys. Every other language is one file, `words/<language>.po`. What
no catalogue says is said in English.
"""

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.pofile import read_po


@lru_cache(maxsize=16)
def words(language: str) -> dict[str, str]:
    """The catalogue of `language`: English words to its own; empty where there is none."""
    if language == "en" or not speaks(language):
        return {}
    with _catalogue(language).open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}


def speaks(language: str) -> bool:
    """Whether the site has words of its own in `language`."""
    return language == "en" or _catalogue(language).is_file()


def _catalogue(language: str) -> Traversable:
    return files("runbook_gen.render") / "words" / f"{language}.po"


@lru_cache(maxsize=16)
def sounds(language: str) -> tuple[tuple[str, ...], ...]:
    """Words of the trade, each with how `language` writes it by its sound; none is a fault.

    They are in `words/<language>.sounds`: a line for each, the word first.
    """
    resource = files("runbook_gen.render") / "words" / f"{language}.sounds"
    if not resource.is_file():
        return ()
    lines = resource.read_text("utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))

"""The site's own words: headings and labels, from gettext catalogues.

English is the language of the keys. Every other language is one file, `words/<language>.po`.
"""

from functools import lru_cache
from importlib.resources import files

from babel.messages.pofile import read_po


@lru_cache(maxsize=16)
def words(language: str) -> dict[str, str]:
    """The catalogue of `language`: English words to its own; empty for English.

    Raises:
        LookupError: there is no catalogue for the language.
    """
    if language == "en":
        return {}
    resource = files("runbook_gen.render") / "words" / f"{language}.po"
    if not resource.is_file():
        raise LookupError(f"no words for '{language}': add runbook_gen/render/words/{language}.po")
    with resource.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}


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

"""How the readers of a language write dates, and what they call it."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=16)
def conventions(language: str) -> Locale:
    """The conventions of a language; those of English where nobody has recorded its own."""
    try:
        return Locale.parse(language)
    except UnknownLocaleError:
        return Locale.parse("en")


def own_name(language: str) -> str:
    """What its readers call a language; in English, or by its code, where that is not recorded."""
    names = (conventions(language).languages, Locale.parse("en").languages)
    return next((name[language] for name in names if language in name), language)

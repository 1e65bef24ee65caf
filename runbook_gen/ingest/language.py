"""Which language words are in, as far as their script tells.

A document is written in the languages of its collection. Those with a script of their own are
known by it; Latin letters are of the first of the collection's languages that has no other.
"""

import re
from collections.abc import Iterable, Sequence

SCRIPTS = {
    "ko": re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "hi": re.compile("[\u0900-\u097f]"),
}
CODE = re.compile(r"`[^`]*`|https?://\S+")


def language_of(words: str, languages: Sequence[str]) -> str:
    """The language of `words`; one letter of a script that Latin texts never use decides."""
    if words.isascii():
        return latin(languages)
    words = CODE.sub(" ", words)
    for language, script in SCRIPTS.items():
        if script.search(words):
            return language
    return latin(languages)


def latin(languages: Iterable[str]) -> str:
    """The language that Latin letters are in."""
    return next((language for language in languages if language not in SCRIPTS), "en")

"""Letters that look like others: a Cyrillic `а` in `kubectl` makes it another command.

Unicode's own table of confusables has 6,000 lines, most of them for scripts that nobody takes for
Latin. The letters here are those that the usual fonts draw as Latin ones; wide, round and
mathematical forms are known by what Unicode says that they stand for.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

LOOK = (
    ("аАВсСԁеЕһНіІјЈКӏԛМоОрРԚѕЅТԝԜхХуУ", "aABcCdeEhHiIjJKlqMoOpPQsSTwWxXyY"),  # Cyrillic
    ("αΑΒϲΕΗιΙϳΚΜνΝοΟρΡΤυΥΖΧγ", "aABcEHiIjKMvNoOpPTuYZXy"),  # Greek
    ("ացհոօսՍՕ", "wghnouUO"),  # Armenian
    ("ᎠᏟᎬᎻᎫᏞᎷᏢᏚᎢᏙᏃ", "DCEHJLMPSTVZ"),  # Cherokee
    ("ɑɡıǀ", "agil"),  # Latin letters of phonetics and Turkish
)
LETTERS = {sign: seen for signs, look in LOOK for sign, seen in zip(signs, look, strict=True)}
WORD, LATIN = re.compile(r"[^\W_]+"), re.compile(r"[A-Za-z]")


def disguised(text: str, *, whole: bool = False) -> Iterator[tuple[str, str]]:
    """Each word that mixes ASCII letters with some that look like them, and what it looks like.

    `whole`: also a word that has no ASCII letter at all, and looks as if it had nothing else.
    """
    if text.isascii():
        return
    for word in dict.fromkeys(WORD.findall(text)):
        if word.isascii() or not (whole or LATIN.search(word)):
            continue
        seen = "".join(map(_seen, word))
        if seen.isascii():
            yield word, seen


@cache
def _seen(sign: str) -> str:
    """The ASCII sign that this one looks like; itself where there is none."""
    if sign.isascii():
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return LETTERS.get(sign) or (plain if plain.isascii() and len(plain) == 1 else sign)


def place(text: str, word: str) -> tuple[int, int]:
    """Line and column, from 1, of a word's first occurrence."""
    before = text[: max(text.find(word), 0)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")

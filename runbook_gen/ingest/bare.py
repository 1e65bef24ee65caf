"""Bare words: a heading or a label without markup, numbering and pictures."""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

NUMBERING = re.compile(
    r"^(?:(?:chapter|section|part|step|제)?\s*(?:\d+(?:[.\-]\d+)*[.):]|\(\d+\)|\[\d+\]|[①-⑳]|\d+(?:\.\d+)+)"
    r"(?=\s|[^\d\s.)]|$)|#\d+[:.]?(?=\s)|[A-Z][.)](?=\s)|[ivx]+[.)](?=\s)|[가-하][.)](?=\s))\s*",
    re.IGNORECASE,
)
# Pictures in front of words: emoji, dingbats, arrows, their variation signs; no letters.
PICTURES = (r"\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\u200d\u20e3"
            r"\ufffd\U0001f000-\U0001faff")  # fmt: skip
PICTURES_AROUND = re.compile(rf"^[\s{PICTURES}]+|(?<![\s{PICTURES}])[\s{PICTURES}]+$")
MARKUP = re.compile(r"\*\*|__|`|~~|<[^<>]{1,80}>|\{[#:.][^{}]*\}\s*$|(?<!\w)[*_]|[*_](?!\w)")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")

SHORT = 200
T = TypeVar("T")


def remembering(ask: Callable[..., T]) -> Callable[..., T]:
    """Remember what is said of short words: headings are asked for again and again, and recur."""
    known = lru_cache(maxsize=4096)(ask)

    @wraps(ask)
    def answer(*asked: Any) -> T:
        return known(*asked) if len(asked[-1]) <= SHORT else ask(*asked)

    return answer


@remembering
def bare(words: str) -> str:
    """The words without markup, numbering and pictures."""
    words = MARKUP.sub("", LINK.sub(r"\1", words))
    words = PICTURES_AROUND.sub("", words).strip()
    words = PICTURES_AROUND.sub("", NUMBERING.sub("", words))  # `3. 🚨 Disk full`
    return words.strip().strip(":：").strip()

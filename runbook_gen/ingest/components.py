"""Components: which parts of a system a text names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MOST = 4
TITLE_WEIGHT = 100


class Components:
    """The components that may be named, by their ids and other words for them."""

    def __init__(self, known: Mapping[str, Iterable[str]], allowed: Iterable[str] = ()) -> None:
        """`allowed` are those of the collection; where it lists none, any known one is."""
        allowed = tuple(allowed)
        names = {name: [name, *known.get(name, ())] for name in allowed or known}
        self._names = {word.lower(): name for name, words in names.items() for word in words}
        self._pattern = re.compile(rf"(?<![a-z0-9])(?:{_any_of(self._names)})(?![a-z0-9])")

    def named(self, title: Mapping[str, str], rest: Any) -> list[str]:
        """The components that a title and the rest of an incident name, the first ones first."""
        counts: Counter[str] = Counter()
        for word in self._pattern.findall(" ".join(title.values()).lower()):
            counts[self._names[word]] += TITLE_WEIGHT
        for text in _texts(rest):
            for word in dict.fromkeys(self._pattern.findall(text.lower())):
                counts[self._names[word]] += 1
        ranked = sorted(counts, key=lambda name: -counts[name])
        titled = [name for name in ranked if counts[name] >= TITLE_WEIGHT]
        return titled[:MOST] or ranked[:2]


def _any_of(words: Iterable[str]) -> str:
    """An expression for the longest of the words: by their first letters, for few begin alike."""
    alike: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        alike.setdefault(re.escape(word[:1]), []).append(re.escape(word[1:]))
    either = (f"{first}(?:{'|'.join(rest)})" for first, rest in alike.items())
    return "|".join(either) or r"(?!)"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "origin":
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)

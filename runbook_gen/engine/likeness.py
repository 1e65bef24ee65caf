"""Likeness: how much two texts have in common, and which words they share.

Words that name something (`mservice.elbv2.k8s.aws`, `i/o`, `CrashLoopBackOff`) say more than words
of a language, and a word that many texts hold says less than one that few do.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

WORD = re.compile(r"[A-Za-z][\w./:@-]*\w|[가-힣]{2,}|\d{2,}[\w.:-]*\w")
NAMING = re.compile(r"[\d_./:@-]|[a-z][A-Z]")
NAMING_WEIGHT = 3.0
TOLD = 5
"""So many of the shared words are told as the reason."""
LEAST = 20.0
"""A text of less weight says too little to be like another."""

SAME, RELATED = 0.4, 0.2
"""From which likeness on an incident is proposed as the same one, or as a related one. The same
outage told by different people reached 0.44 to 0.74, different ones at most 0.22."""

CHOSEN = frozenset({
    "id", "cluster", "status", "severity", "origin", "assumed", "rules", "purpose", "outcome",
    "confirmed", "effect", "language", "secret", "unit",
})  # fmt: skip
"""Fields whose words are not those of the incident, but of a list or a file."""


class Likeness(NamedTuple):
    """How alike two texts are, from 0 to 1, and the words that say so, the most telling first."""

    score: float
    shared: tuple[str, ...]


class Corpus:
    """Texts by name, each as the set of its words with the weight that the corpus gives them."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        """Read every text; a text is given as its parts."""
        self._names: dict[str, list[str]] = defaultdict(list)
        """The texts that hold a word, by word."""
        self._count = len(texts)
        self._told = {name: words(parts) for name, parts in texts.items()}
        for name, said in self._told.items():
            for word in said:
                self._names[word].append(name)
        self._known = {word: self._weight(word) for word in self._names}
        self._weights = {name: self._weigh(said) for name, said in self._told.items()}

    def nearest(self, parts: Iterable[str], but: str = "") -> tuple[str, Likeness] | None:
        """The text that is most like the one given, or None where nothing is but `but`."""
        if not self._weights:
            return None
        said = sorted(words(parts))  # a fixed order: a sum of fractions is the same in every run
        shared: dict[str, float] = defaultdict(float)
        for word in said:
            for name in self._names.get(word, ()):
                shared[name] += self._known[word]
        shared.pop(but, None)
        own = self._weigh(said)
        scores = {
            name: weight / max(LEAST, min(own, self._weights[name]))
            for name, weight in shared.items()
        }
        if not scores:
            return None
        name = max(scores, key=lambda each: (scores[each], each))
        both = [word for word in said if word in self._told[name]]
        both.sort(key=lambda word: (-self._weight(word), word))
        return name, Likeness(min(1.0, scores[name]), tuple(both[:TOLD]))

    def _weigh(self, said: Iterable[str]) -> float:
        known = self._known
        return sum(known[word] if word in known else self._weight(word) for word in sorted(said))

    def _weight(self, word: str) -> float:
        rare = math.log((self._count + 2) / (len(self._names.get(word, ())) + 1))
        return rare * (NAMING_WEIGHT if NAMING.search(word) else 1.0)


def words(parts: Iterable[str]) -> frozenset[str]:
    """The words of a text that are long enough to say something."""
    return frozenset(word for part in parts for word in WORD.findall(part) if len(word) > 1)


def texts(value: Any) -> Iterator[str]:
    """What a record, as plain data, says: the parts of its text, without what was guessed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        guessed = value.get("assumed") or ()
        for name, inner in value.items():
            if name not in CHOSEN and name not in guessed:
                yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)

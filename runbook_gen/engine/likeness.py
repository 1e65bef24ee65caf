"""Likeness: how much two texts have in common, and which words they share.

Words that name something (`mservice.elbv2.k8s.aws`, `i/o`, `CrashLoopBackOff`) say more than words
of a language, and a word that many texts hold says less than one that few do.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

WORD = re.compile(r"[A-Za-z][\w./:@-]*\w|[가-힣]{2,}|\d{2,}[\w.:-]*\w")
NAMING = re.compile(r"[\d_./:@-]|[a-z][A-Z]")
NAMING_WEIGHT = 3.0
TOLD = 5
"""So many of the shared words are told as the reason."""

SAME, RELATED = 0.4, 0.2
"""From which likeness on an incident is proposed as the same one, or as a related one. The same
outage told by different people reached 0.44 to 0.74, different ones at most 0.22."""

CHOSEN = frozenset({"origin", "assumed", "rules", "purpose", "outcome", "confirmed"})
"""What a record does not tell: where it is from, and what was chosen for it."""


class Likeness(NamedTuple):
    """How alike two texts are, from 0 to 1, and the words that say so, the most telling first."""

    score: float
    shared: tuple[str, ...]


class Corpus:
    """Texts by name, each as the set of its words with the weight that the corpus gives them."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        """Read every text; a text is given as its parts."""
        self._words = {name: words(parts) for name, parts in texts.items()}
        self._counts = Counter(word for said in self._words.values() for word in said)

    def nearest(self, parts: Iterable[str], but: str = "") -> tuple[str, Likeness] | None:
        """The text that is most like the one given, or None where there is none but `but`."""
        said = words(parts)
        others = ((name, other) for name, other in self._words.items() if name != but)
        found = ((name, self._compare(said, other)) for name, other in others)
        return max(found, key=lambda each: (each[1].score, each[0]), default=None)

    def _compare(self, one: frozenset[str], other: frozenset[str]) -> Likeness:
        shared = one & other
        least = min(self._weigh(one), self._weigh(other))
        score = self._weigh(shared) / least if least else 0.0
        telling = sorted(shared, key=lambda word: (-self._weight(word), word))
        return Likeness(score, tuple(telling[:TOLD]))

    def _weigh(self, said: Iterable[str]) -> float:
        # A fixed order, so that a sum of fractions is the same in every run.
        return sum(map(self._weight, sorted(said)))

    def _weight(self, word: str) -> float:
        rare = math.log((len(self._words) + 2) / (self._counts[word] + 1))
        return rare * (NAMING_WEIGHT if NAMING.search(word) else 1.0)


def words(parts: Iterable[str]) -> frozenset[str]:
    """The words of a text that are long enough to say something."""
    return frozenset(word for part in parts for word in WORD.findall(part) if len(word) > 1)


def texts(value: Any) -> Iterator[str]:
    """What a record, as plain data, says: the parts of its text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in CHOSEN:
                yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)

"""The ledger: from which source text each translation was made.

It holds pairs that somebody vouched for, one for each text, and no places: a text may move within
its file, or to another one, and keeps its pair. Source texts are kept whole, so that what changed
can be shown without git; of a translation a digest is enough to know it again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple


class Pair(NamedTuple):
    """A translation, by its digest, and the source text that it says."""

    source: str
    language: str
    digest: str


def digest(words: str) -> str:
    """What a translation is known by."""
    return sha256(words.encode()).hexdigest()[:16]


class Ledger:
    """Pairs of source texts and translations; how often one is there, counts."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._sources: dict[tuple[str, str], Counter[str]] = {}
        for source, language, known in pairs:
            self._sources.setdefault((language, known), Counter())[source] += 1

    def __bool__(self) -> bool:
        return bool(self._sources)

    def told(self, change: Callable[[str], str]) -> "Ledger":
        """The same with other source texts, where these may not be shown as they are."""
        return Ledger(
            Pair(change(source), language, known)
            for (language, known), counts in self._sources.items()
            for source in counts.elements()
        )

    def sources(self, language: str, words: str) -> Mapping[str, int]:
        """The source texts that a translation was made from, and how often each; it may be none."""
        return self._sources.get((language, digest(words)), {})


NO_LEDGER = Ledger()

"""Ranking: what hits add up to, counted as they come, in memory that does not grow with them."""

from collections.abc import Iterable
from itertools import islice

from runbook_gen.model.hit import Hit, Rank

NEAR = 200  # lines: two rules tell the same line within so many others


class Ranking:
    """Counts hits."""

    def __init__(self) -> None:
        self._of: dict[str, _Count] = {}

    def add(self, hit: Hit) -> None:
        """Count one more."""
        if hit.incident not in self._of:
            self._of[hit.incident] = _Count(hit)
        self._of[hit.incident].add(hit)

    def ranks(self) -> list[Rank]:
        """The incidents that the hits point to, the likeliest first.

        An exact hit weighs more than any number of heuristic ones, several rules more than one,
        and of the rest the one that the log names first: causes are logged before their effects.
        """
        ranks = [
            Rank(incident, "exact" if count.exact else "heuristic", len(count.rules), count.lines,
                 count.first)
            for incident, count in self._of.items()
        ]  # fmt: skip
        return sorted(ranks, key=lambda r: (r.confidence != "exact", -r.rules, -r.lines))


class _Count:
    def __init__(self, first: Hit) -> None:
        self.first, self.exact, self.lines = first, False, 0
        self.rules: set[str] = set()
        self._near: dict[tuple[str, int], None] = {}

    def add(self, hit: Hit) -> None:
        self.exact |= hit.confidence == "exact"
        self.rules.add(hit.rule)
        place = (hit.file, hit.line)
        if place not in self._near:
            self.lines += 1
            self._near[place] = None
            if len(self._near) > 2 * NEAR:
                self._near = dict.fromkeys(islice(self._near, NEAR, None))


def rank(hits: Iterable[Hit]) -> list[Rank]:
    """The incidents that the hits point to, the likeliest first."""
    ranking = Ranking()
    for hit in hits:
        ranking.add(hit)
    return ranking.ranks()

"""What an import gives: incidents as their files will have them, and what is left over."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from runbook_gen.ingest.points import Span


class Told(NamedTuple):
    """An incident, and the field of each line that it is from (lines count from 0)."""

    record: Mapping[str, Any]
    lines: Mapping[int, str]


class Leftover(NamedTuple):
    """Lines that no incident is made of, and the heading that they stand under."""

    span: Span
    under: str
    text: str


class Draft(NamedTuple):
    """All that a document gives."""

    file: str
    incidents: Sequence[Told]
    cluster: Told | None
    leftovers: Sequence[Leftover]
    said: int
    """How many lines of the document say something."""

    @property
    def placed(self) -> int:
        """How many lines are in a field other than the notes."""
        told = (*self.incidents, *((self.cluster,) if self.cluster else ()))
        return sum(field != "notes" for each in told for field in each.lines.values())

    @property
    def noted(self) -> int:
        """How many lines are kept as notes."""
        return sum(field == "notes" for each in self.incidents for field in each.lines.values())

    @property
    def left(self) -> int:
        """How many lines that say something are left over."""
        return self.said - self.placed - self.noted

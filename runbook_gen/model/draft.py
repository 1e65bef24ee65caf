"""What an import gives: incidents as their files will have them, and what is left over."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

Span = tuple[int, int]
"""Lines from the first up to the last, counted from 0."""

State = Literal["new", "unchanged", "updated", "merged", "edited", "conflict"]
"""What became of a file: `edited` is left alone since a person changed it, `conflict` since both
the person and the document changed the same lines."""


class Told(NamedTuple):
    """An incident (or a cluster), and the field of each line that it is from, counted from 0."""

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
    def told(self) -> tuple[Told, ...]:
        """The incidents, and the cluster if there is one."""
        return (*self.incidents, *((self.cluster,) if self.cluster else ()))

    @property
    def placed(self) -> int:
        """How many lines are in a field other than the notes."""
        return sum(field != "notes" for each in self.told for field in each.lines.values())

    @property
    def noted(self) -> int:
        """How many lines are kept as notes."""
        return sum(field == "notes" for each in self.told for field in each.lines.values())

    @property
    def left(self) -> int:
        """How many lines that say something are left over."""
        return self.said - self.placed - self.noted


class Alike(NamedTuple):
    """An incident that is there already and tells much the same."""

    id: str
    score: float
    """From 0 to 1."""
    shared: tuple[str, ...]
    """Words that both have, the most telling first."""
    same: bool
    """Whether it probably is the same incident, rather than a related one."""


class Written(NamedTuple):
    """A file that an import made, or left as it was."""

    path: str
    state: State
    difference: str = ""
    """Where a person's changes stand against the document's: both as unified differences."""
    alike: Sequence[Alike] = ()


class Imported(NamedTuple):
    """A document and the files that came of it, one for each part of `draft.told`."""

    draft: Draft
    files: Sequence[Written]

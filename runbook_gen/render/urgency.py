"""Which incidents come first, and how many of them a page names."""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from runbook_gen.model.incident import Incident
from runbook_gen.render.labels import SEVERITY_ORDER, STATUS_ORDER

IN_LISTS, IN_TABLES = 20, 100
"""So many incidents one list or one table names; of more, it names the first, and leads to all."""


T = TypeVar("T")


class Some(NamedTuple, Generic[T]):
    """The first of some things, and how many there are."""

    first: Sequence[T]
    all: int

    @classmethod
    def of(cls, things: Sequence[T], most: int) -> "Some[T]":
        """At most so many of them."""
        return cls(things[:most], len(things))

    @property
    def is_part(self) -> bool:
        """Whether there are more."""
        return len(self.first) < self.all


def worst(incidents: Sequence[Incident], most: int = IN_LISTS) -> Some[Incident]:
    """All of them as they come, or if they are too many, the most urgent."""
    return Some.of(incidents if len(incidents) <= most else by_urgency(incidents), most)


def is_open(incident: Incident) -> bool:
    """Whether something is left to do."""
    return incident.status in ("open", "mitigated")


def by_urgency(incidents: Iterable[Incident]) -> list[Incident]:
    """What is worst and least solved first; then the latest."""
    return sorted(
        incidents,
        key=lambda i: (
            STATUS_ORDER.index(i.status),
            SEVERITY_ORDER.index(i.severity),
            -i.occurred.toordinal(),
            i.id,
        ),
    )

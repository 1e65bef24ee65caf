"""A collection: the incidents, the cluster that they struck, and the settings they share."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from runbook_gen.model.cluster import ChecklistItem, Cluster
from runbook_gen.model.incident import Command, Incident, Snippet
from runbook_gen.model.ledger import NO_LEDGER, Ledger
from runbook_gen.model.parts import parts, strings
from runbook_gen.model.place import Path, Place
from runbook_gen.model.record import Record
from runbook_gen.model.rule import Rule
from runbook_gen.model.settings import Settings
from runbook_gen.model.text import Text

R = TypeVar("R", bound=Record, covariant=True)


class Locate(Protocol):
    """Tells where a value of a file stands."""

    def __call__(self, path: Path, within: tuple[int, int] | None = None) -> Place:
        """The place of the value at `path`, or of a line and column, from 1, of its text."""
        ...


class Stamp(NamedTuple):
    """What stands for all that a record says: the same for the same record only."""

    record: Record
    digest: str


@dataclass(frozen=True)
class Entry(Generic[R]):
    """A file of the collection: what it says, and where each value of it stands.

    A `stamp` counts for the very record in it, and for none that took its place.
    """

    file: str
    record: R
    locate: Locate
    stamp: Stamp | None = None

    @cached_property
    def _parts(self) -> tuple[tuple[Path, BaseModel], ...]:
        return tuple(parts(self.record))

    @cached_property
    def texts(self) -> tuple[tuple[Path, Text], ...]:
        """Every text of the file, with the way to it."""
        return tuple((path, part) for path, part in self._parts if isinstance(part, Text))

    @cached_property
    def strings(self) -> tuple[tuple[Path, str], ...]:
        """Every string of the file, keys that an author chose included, with the way to it."""
        return tuple(strings(self.record))

    @cached_property
    def commands(self) -> tuple[tuple[Path, Command], ...]:
        """Every command of the file, with the way to it."""
        return tuple((path, part) for path, part in self._parts if isinstance(part, Command))

    @cached_property
    def whole(self) -> str:
        """All that the file says, as JSON or a digest: what follows from it is as this is."""
        if self.stamp and self.stamp.record is self.record:
            return self.stamp.digest
        return self.record.model_dump_json(by_alias=True)

    @property
    def snippets(self) -> Iterator[tuple[Path, Snippet]]:
        """Every quoted piece of a file or a log, with the way to it."""
        return ((path, part) for path, part in self._parts if isinstance(part, Snippet))


@dataclass(frozen=True)
class Collection:
    """Everything that was loaded. Parts link to each other by id, never by reference."""

    settings: Entry[Settings]
    cluster: Entry[Cluster]
    incidents: tuple[Entry[Incident], ...]
    ledger: Ledger = NO_LEDGER

    @property
    def entries(self) -> tuple[Entry[Record], ...]:
        """Every file, settings first."""
        return (self.settings, self.cluster, *self.incidents)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the collection, the source first."""
        return self.settings.record.languages

    def inside(self, file: str) -> str:
        """A file's name as seen from the collection's folder, wherever that lies."""
        folder = self.settings.file.rpartition("/")[0]
        return file.removeprefix(f"{folder}/") if folder else file

    @cached_property
    def by_id(self) -> dict[str, Incident]:
        """The incidents by id; of two with one id, the first."""
        return {entry.record.id: entry.record for entry in reversed(self.incidents)}

    @cached_property
    def rules(self) -> tuple[tuple[Incident, Rule], ...]:
        """Every rule, with the incident that it prevents."""
        return tuple((e.record, rule) for e in self.incidents for rule in e.record.rules)

    @cached_property
    def checklist_items(self) -> tuple[ChecklistItem, ...]:
        """Every checklist item of the cluster."""
        checkpoints = self.cluster.record.checkpoints
        return tuple(item for checkpoint in checkpoints for item in checkpoint.items)

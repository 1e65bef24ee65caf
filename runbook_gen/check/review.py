"""What a check is given, what it gives back, and what it must have."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Collection, Entry, Locate
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.incident import Incident
from runbook_gen.model.place import Path
from runbook_gen.model.record import Record


@dataclass(frozen=True)
class Review:
    """A collection under review, and what the review knows of the world outside it."""

    collection: Collection
    today: date
    has_commit: Callable[[str], bool] | None = None
    """Whether the team's repository has a commit; None where no repository was given."""
    left_out: frozenset[str] = frozenset()
    """The ids of incidents that did not load, by their files: others may rightly refer to them."""
    ordinary: tuple[str, ...] = ()
    """Log lines of healthy days, on which no rule may fire."""
    check_ids: frozenset[str] = frozenset()
    """The ids of every check that can run; `check` fills them in."""
    ids: frozenset[str] = frozenset()
    """The ids of every incident that loaded; `check` fills them in."""
    incidents_alone: bool = False
    """Whether the settings and the cluster are only there to be looked at."""

    @property
    def known(self) -> frozenset[str]:
        """The ids by which others may refer to an incident."""
        return self.ids | self.left_out

    @property
    def entries(self) -> tuple[Entry[Record], ...]:
        """Every file that is judged."""
        return self.collection.incidents if self.incidents_alone else self.collection.entries


class Subject(NamedTuple):
    """A file of which a check reports something, where no more is at hand of it."""

    file: str
    locate: Locate
    is_draft: bool


class Fact(NamedTuple):
    """What an incident says that only the whole collection can confirm: a name given, or used."""

    kind: str
    name: str
    path: Path
    other: str = ""
    """A second name, where the fact is about two."""


Told = Mapping[str, Sequence[tuple[Subject, Fact]]]
"""By the checks' ids: what all incidents say, in their order."""


class Problem(NamedTuple):
    """What a check reports: a value of a file, what is wrong with it, and the remedy."""

    entry: Entry[Record] | Subject
    path: Path
    message: str
    remedy: str
    within: tuple[int, int] | None = None
    """Line and column, from 1, of the text at `path`."""
    amount: int = 1
    """How many of its kind it stands for; it is then placed at the first."""


class Check(Protocol):
    """A module of this room is a check: its file name is its id, its docstring its manual page."""

    __name__: str
    __doc__: str | None
    SEVERITY: FindingSeverity

    def check(self, review: Review) -> Iterator[Problem]:
        """Every problem of this kind that the files have, each looked at by itself."""
        ...


class JointCheck(Check, Protocol):
    """A check that compares files, too.

    It does so by facts, not by models, so that of ten thousand incidents nine thousand nine hundred
    and ninety-nine need not be loaded again when one is edited.
    """

    def facts(self, entry: Entry[Incident]) -> Iterator[Fact]:
        """What an incident says that concerns other files."""
        ...

    def join(self, review: Review, told: Sequence[tuple[Subject, Fact]]) -> Iterator[Problem]:
        """Every problem between files. The review's collection may lack the incidents."""
        ...


def check_id(check: Check) -> str:
    """The check's id: its module's name, with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


def is_draft(record: Record) -> bool:
    """Whether it was brought in from a document: what it lacks is work left, not a failure."""
    return isinstance(record, Incident | Cluster) and record.origin is not None


def subject(entry: Entry[Record]) -> Subject:
    """A loaded file as such."""
    return Subject(entry.file, entry.locate, is_draft(entry.record))


def suggest(name: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy for an unknown `name`: the nearest known one, or `otherwise`."""
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), n=1)
    return f"Did you mean '{near[0]}'?" if near else otherwise

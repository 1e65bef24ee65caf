"""A review: what a change to a collection means, told to those who decide on it."""

from typing import Literal, NamedTuple

from runbook_gen.model.change import Change, Release
from runbook_gen.model.draft import Alike
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Path

Kind = Literal["incident", "cluster", "settings"]
State = Literal["added", "removed", "changed", "unreadable"]
Level = Literal["sound", "look", "mend"]
"""`sound`: nothing stands in the way; `look`: a person must judge something; `mend`: it fails."""


class FieldChange(NamedTuple):
    """A value that is otherwise; None where there is none. `path` is today's, or that of old."""

    path: Path
    was: str | None
    now: str | None


class TextState(NamedTuple):
    """A text that a language lacks, or that is older there than in the source language."""

    path: Path
    language: str
    state: Literal["missing", "older"]


class Neighbour(NamedTuple):
    """An incident that is much like a new one, and whether that one links to it already."""

    alike: Alike
    linked: bool


class RecordChange(NamedTuple):
    """A file of the collection that was added, removed or changed."""

    file: str
    kind: Kind
    id: str
    title: str
    state: State
    facts: tuple[str, ...] = ()
    """Of a new incident: what it is and has, in a few words each."""
    fields: tuple[FieldChange, ...] = ()
    texts: tuple[TextState, ...] = ()
    near: tuple[Neighbour, ...] = ()
    destroys: tuple[str, ...] = ()
    """The commands that destroy and were not there before."""


class Verdict(NamedTuple):
    """What comes of it, and why."""

    level: Level
    reasons: tuple[str, ...]


class Review(NamedTuple):
    """All that there is to say of a change."""

    verdict: Verdict
    records: tuple[RecordChange, ...]
    rules: tuple[Change, ...]
    release: Release | None
    """None where there were no rules before, or are none that can be read."""
    findings: tuple[Finding, ...]
    elsewhere: tuple[str, ...]
    """The files outside the collection that the change touches."""

"""A check in pieces: each incident is judged by itself, and then what is between them.

What was found in an incident holds until it changes, or one of the files that all share, or the
day, or our code; so after one edit one incident is judged (see `kept_pieces`). Many are dealt out
to several processes, each of which holds a few megabytes of them at a time. What an incident says
of others is told as facts, and these are compared for the whole collection each time.
"""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from runbook_gen.check import (
    Fact,
    Review,
    Subject,
    alone,
    doubtful,
    facts,
    is_apart,
    joined,
    subject,
)
from runbook_gen.cli import parallel, progress
from runbook_gen.load.collection import Loader, stem
from runbook_gen.load.entry import located
from runbook_gen.load.source import Source
from runbook_gen.model.finding import Finding
from runbook_gen.model.incident import Incident

AT_ONCE = 8_000_000
"""How many bytes of incidents a process holds: more take memory, fewer make engines anew."""


class Piece(NamedTuple):
    """What was found in one incident, and what it says of others, by the checks it is for."""

    loads: bool
    is_draft: bool
    is_doubtful: bool
    """Whether it hangs on other files in a way that facts do not tell."""
    findings: tuple[Finding, ...]
    facts: tuple[tuple[str, Fact], ...]


Pieces = dict[str, Piece]
"""By the incidents' files."""


def has_pieces(loader: Loader) -> bool:
    """Whether a collection can be judged so: its shared files load, and no check needs it whole."""
    shared = loader.collection()
    return shared is not None and is_apart(shared)


def complete(loader: Loader, world: Review, known: Mapping[str, Piece]) -> Pieces:
    """Every piece of a collection: the known ones, and the others anew."""
    new = [source for source in loader.waiting if source.file not in known]
    dealt = _dealt(new)
    pieces = {s.file: known[s.file] for s in loader.waiting if s.file in known}
    if len(dealt) > 1:
        Incident.model_rebuild()  # once, and not in every process
    for made in progress.counted(parallel.stream(partial(judged, loader, world), dealt), dealt):
        pieces.update(made)
    return pieces


def together(loader: Loader, world: Review, pieces: Pieces) -> list[Finding] | None:
    """Every finding in a collection that is in these pieces; None where there is a doubt."""
    shared = world.collection
    if any(p.is_doubtful for p in pieces.values()) or [*doubtful(shared, shared.entries)]:
        return None
    left_out = frozenset(stem(file) for file, piece in pieces.items() if not piece.loads)
    review = replace(world, left_out=left_out)
    told: dict[str, list[tuple[Subject, Fact]]] = {}
    for source in loader.waiting:
        piece = pieces[source.file]
        file = Subject(source.file, partial(located, source), piece.is_draft)
        for check, fact in piece.facts:
            told.setdefault(check, []).append((file, fact))
    inside = [finding for piece in pieces.values() for finding in piece.findings]
    return [*loader.findings, *inside, *alone(review), *joined(review, told)]


def _dealt(sources: Sequence[Source]) -> list[list[Source]]:
    """The sources in parts of about the same size, as many for each processor."""
    total = sum(len(source.data) for source in sources)
    count = -(-total // AT_ONCE)
    count = parallel.even(count) if count > 1 else count
    dealt: list[list[Source]] = [[] for _ in range(count)]
    before = 0
    for source in sources:
        dealt[before * count // total].append(source)
        before += len(source.data)
    return [part for part in dealt if part]


def judged(loader: Loader, world: Review, sources: Sequence[Source]) -> Pieces:
    """The pieces of some incidents, each judged as if there were no others.

    Meanwhile no garbage is looked for: what is made here holds on until the end, and then goes.
    """
    gc.disable()
    try:
        return _looked_at(loader, world, sources)
    finally:
        gc.enable()


def _looked_at(loader: Loader, world: Review, sources: Sequence[Source]) -> Pieces:
    found: dict[str, list[Finding]] = {source.file: [] for source in sources}
    loaded = [loader.incident(each, found[each.file], keeps=True) for each in sources]
    entries = {entry.file: entry for entry in loaded if entry}
    collection = loader.collection(entries.values())
    if collection is None:
        raise ValueError("the shared files do not load")
    for finding in alone(replace(world, collection=collection, incidents_alone=True)):
        found[finding.place.file].append(finding)
    doubts = frozenset(doubtful(collection, entries.values()))
    pieces = {file: Piece(False, False, False, tuple(told), ()) for file, told in found.items()}
    for file, entry in entries.items():
        told = tuple(found[file]), tuple(facts(entry))
        pieces[file] = Piece(True, subject(entry).is_draft, file in doubts, *told)
    return pieces

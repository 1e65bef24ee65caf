"""A collection held in memory, so that the pages of one edited incident are there at once.

They are the pages that the whole build makes of it. Lists, search and packs follow with that build,
and what only the whole collection can tell is found by it; so these pages lie over the site, beside
its folder, until it is done. Whatever is not a sound edit of an incident that was there before is
left to it altogether.
"""

import os
import shutil
from collections.abc import Collection as Several
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import judging, listing, pieces, project, reporting, writing
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.generators import generators
from runbook_gen.cli.memory import FOLDER as TEXTS
from runbook_gen.cli.memory import remembering
from runbook_gen.cli.stage import staged
from runbook_gen.load.collection import Loader, load
from runbook_gen.load.source import Source

if TYPE_CHECKING:
    from runbook_gen.model.collection import Entry
    from runbook_gen.model.incident import Incident

ROOM = Path(".runbook") / "pages"
AT_ONCE = 4
"""Of more files that were saved together, somebody changed branches."""


class Resident:
    """The collection that the site in `out` was built of, and generators that know this site.

    `over` is the folder of the pages that lie over the site.

    Raises:
        CannotRun: it is not sound, or its pages cannot be made one by one.
    """

    def __init__(self, where: project.Project, out: Path) -> None:
        sources = [Source(*content) for content in where.contents()]
        with remembering(where.root / TEXTS, "incidents") as remember:
            collection, findings, _ = load(sources, remember)
        self._loader = Loader(sources)
        if collection is None or findings or not pieces.has_pieces(self._loader):
            raise CannotRun("the incidents cannot be told apart")
        self._where, self._collection = where, collection
        self._world = judging.review_of(collection)
        self._name = listing.naming(str(where.incidents))
        self._unsound: set[Path] = set()
        self._is_doubted = False
        with ExitStack() as held:
            self._at_work = held.enter_context(generators(where, where.root / TEXTS))
            self._room = held.enter_context(staged(where.root / ROOM))._replace(out=out)
            self.over = self._room.new.with_name("over")
            for source, entry in zip(self._loader.waiting[:1], collection.incidents, strict=False):
                self._is_sound(source)  # after the first, the next are quick
                self._make(entry)
            self.forget()
            self._held = held.pop_all()

    def close(self) -> None:
        """Let the generators go."""
        self._held.close()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is known to be wrong with what was saved so far."""
        return not self._unsound and not self._is_doubted

    def built(self, *, sound: bool) -> None:
        """Take note that the whole was built, or could not be: no page lies over it any more.

        What is wrong with it although each incident is sound, only another build can tell.
        """
        self._is_doubted = not sound and not self._unsound
        self.forget()

    def forget(self) -> None:
        """Let no page lie over the site."""
        shutil.rmtree(self.over, ignore_errors=True)

    def show(self, saved: Several[Path]) -> bool:
        """Show the pages of the incidents that were saved; says whether any is sound enough.

        Raises:
            CannotRun: something else was saved, too, or the site generator failed.
        """
        if len(saved) > AT_ONCE:
            raise CannotRun("more was saved than one edit")
        entries = []
        for path in saved:
            if entry := self._edited(path):
                entries.append(entry)
                self._unsound.discard(path)
            else:
                self._unsound.add(path)
        edited = {entry.file: entry for entry in entries}
        told = tuple(edited.get(entry.file, entry) for entry in self._collection.incidents)
        self._collection = replace(self._collection, incidents=told)
        for entry in entries:
            self._make(entry)
        return bool(entries)

    def _edited(self, path: Path) -> "Entry[Incident] | None":
        """An incident that was saved, if it is sound by itself.

        Raises:
            CannotRun: it was not there before, or has another id now.
        """
        other = CannotRun("something else was saved than an incident")
        if self._where.incidents not in path.parents:
            raise other
        file = self._name(path.relative_to(self._where.incidents).as_posix())
        before = next((e for e in self._collection.incidents if e.file == file), None)
        if before is None:
            raise other
        source = Source(file, listing.content(str(path)))
        if not self._is_sound(source):
            return None
        entry = self._loader.incident(source, [])
        if entry and entry.record.id != before.record.id:
            raise other
        return entry

    def _is_sound(self, source: Source) -> bool:
        """Whether nothing is wrong with an incident by itself."""
        piece = pieces.judged(self._loader, self._world, [source])[source.file]
        return piece.loads and reporting.verdict(piece.findings, strict=False) == CLEAN

    def _make(self, entry: "Entry[Incident]") -> None:
        """Make the page of an incident in every language, and put it over the site."""
        from runbook_gen.render import render_incident

        languages, told = self._collection.languages, self._collection
        pages = {code: render_incident(told, code, entry) for code in languages}
        with self._at_work.building(told, self._room, page=pages):
            pass
        for made in list(writing.below(self._room.new)):
            if made.is_file():
                place = self.over / Path(made.path).relative_to(self._room.new)
                place.parent.mkdir(parents=True, exist_ok=True)
                os.replace(made.path, place)

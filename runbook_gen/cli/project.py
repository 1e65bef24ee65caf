"""Where a collection lies on the disk, and its files."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.cli import listing
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.listing import FOLDER
from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.model.files import (
    CLUSTER_FILE,
    EXAMPLES,
    LEDGER_SUFFIX,
    LEDGERS,
    SETTINGS_FILE,
)

if TYPE_CHECKING:
    from runbook_gen.load.collection import Loaded
    from runbook_gen.model.collection import Collection

Contents = Sequence[tuple[str, bytes]]
"""Files as they were read: names and bytes."""


class Project(NamedTuple):
    """A collection's folder, and the folder around it that holds mkdocs.yml, docs/ and site/."""

    incidents: Path

    @property
    def root(self) -> Path:
        """The folder around the collection."""
        return self.incidents.parent

    @property
    def example_folder(self) -> Path:
        """Where examples of rules lie: files that are wrong on purpose."""
        return self.incidents / EXAMPLES

    @property
    def ledger_folder(self) -> Path:
        """Where it is told from which source text each translation was made."""
        return self.incidents / LEDGERS

    @property
    def shared(self) -> tuple[str, ...]:
        """The names of the files without which no other can be judged."""
        return tuple(shown(self.incidents / name) for name in (SETTINGS_FILE, CLUSTER_FILE))

    def files(self) -> list[Path]:
        """The collection's files, by name; in folders of it, too. Hidden ones do not count."""
        return [self.incidents / name for name, _ in listing.records(str(self.incidents))]

    def counts(self, path: Path) -> bool:
        """Whether what lies there is a file of the collection, its ledger, or an example."""
        return (
            self._is_record(path)
            or self.example_folder in path.parents
            or (self.ledger_folder in path.parents and path.suffix == LEDGER_SUFFIX)
        )

    def _is_record(self, path: Path) -> bool:
        parts = path.relative_to(self.incidents).parts
        return (
            listing.is_record(path.name)
            and not any(part.startswith(".") for part in parts)
            and self.example_folder not in path.parents
        )

    def ledgers(self) -> list[Path]:
        """The files of the ledger of translations."""
        return [self.incidents / name for name, _ in listing.ledgers(str(self.incidents))]

    def listed(self) -> listing.Files:
        """Every file of the collection, as it lies there now."""
        return listing.files(str(self.incidents))

    def irregular(self) -> list[tuple[str, str]]:
        """What is named like a file of the collection and is none, and what it is instead."""
        return self.listed().irregular

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every file's name and bytes, read no further than needed to see that it is too large."""
        return self.listed().contents()

    def named(self, paths: Iterable[Path]) -> set[str]:
        """The names of the collection's files at `paths`; a folder means its files.

        Raises:
            CannotRun: a path is no file of the collection.
        """
        name, folder = listing.naming(str(self.incidents)), self.incidents.absolute().as_posix()
        records = listing.records(str(self.incidents))
        known = {f"{folder}/{each}": name(each) for each, _ in records}
        names: set[str] = set()
        for path in paths:
            here = path.absolute().as_posix()
            under = {name for file, name in known.items() if f"{file}/".startswith(f"{here}/")}
            if not under:
                home = shown(self.incidents)
                raise CannotRun(f"{path} is not in the collection. Name a file in {home}/.")
            names |= under
        return names

    def load(self, contents: Contents | None = None, remember: Remember = anew) -> "Loaded":
        """The collection as models, with what was wrong with its files."""
        from runbook_gen.load import load
        from runbook_gen.load.source import Source

        read = self.contents() if contents is None else contents
        return load((Source(*content) for content in read), remember)

    def usable(self) -> "Collection":
        """What loads of the collection: a fault in one incident must not silence the others.

        Raises:
            CannotRun: its settings or its cluster do not load.
        """
        loaded = self.load()
        if loaded.collection is None:
            return self.sound()
        if loaded.left_out:
            names = ", ".join(sorted(loaded.left_out))
            sys.stderr.write(f"runbook-gen: left out, since they do not load: {names}.\n")
        return loaded.collection

    def sound(self, contents: Contents | None = None) -> "Collection":
        """The collection, for a command that needs it to load.

        Raises:
            CannotRun: a file does not load.
        """
        loaded = self.load(contents)
        if loaded.collection is None or loaded.findings:
            first = loaded.findings[0]
            raise CannotRun(
                f"{first.place}: {first.message}. {first.remedy}\n"
                "Mend the collection first: 'runbook-gen check' lists everything."
            )
        return loaded.collection


def published(collection: "Collection") -> "Collection":
    """The collection as its profile lets it be published: what pages and packs are made of."""
    from runbook_gen.engine.redaction.rewriting import published as told

    return told(collection)


def language(collection: "Collection", wanted: str | None) -> str:
    """The language to speak: the one that was asked for, or the collection's source.

    Raises:
        CannotRun: the collection does not have it.
    """
    return chosen(collection.languages, wanted)


def chosen(languages: Sequence[str], wanted: str | None) -> str:
    """Of some languages the one that was asked for, or the first, which is the source.

    Raises:
        CannotRun: it is none of them.
    """
    if wanted is None or wanted in languages:
        return wanted or languages[0]
    has = ", ".join(languages)
    raise CannotRun(f"the collection has no '{wanted}'. Choose one of: {has}.")


def find(given: Path | None) -> Project:
    """The project of the folder that was named, or of the nearest one upward.

    Raises:
        CannotRun: there is none.
    """
    if given is not None:
        if not given.is_dir():
            raise CannotRun(f"{given} is not a folder. Name the folder that holds the incidents.")
        return Project(given.resolve())
    if nearest := listing.nearest(str(Path.cwd())):
        return Project(Path(nearest))
    raise CannotRun(
        f"no {FOLDER}/ folder here or above. Change into one, or name it: --collection DIR"
    )


def shown(path: Path) -> str:
    """A path as the user would write it: relative where possible, with forward slashes."""
    return listing.shown(str(path))

"""Where a collection lies on the disk, and its files."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.cli.command import CannotRun

if TYPE_CHECKING:
    from runbook_gen.load.collection import Loaded
    from runbook_gen.model.collection import Collection

FOLDER = "incidents"
LARGEST = 1_000_000  # bytes; the loader says so of a file that is larger


class Project(NamedTuple):
    """A collection's folder, and the folder around it that holds mkdocs.yml, docs/ and site/."""

    incidents: Path

    @property
    def root(self) -> Path:
        """The folder around the collection."""
        return self.incidents.parent

    def files(self) -> list[Path]:
        """The collection's files, by name."""
        names = (p for p in self.incidents.iterdir() if p.suffix in (".yaml", ".yml"))
        return sorted(p for p in names if not p.name.startswith("."))

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every file's name and bytes, read no further than needed to see that it is too large.

        Raises:
            CannotRun: a file is not a regular one; a link or a pipe in a collection is refused.
        """
        for path in self.files():
            if path.is_symlink() or not path.is_file():
                raise CannotRun(f"{shown(path)} is not a regular file. Put the file itself there.")
            with path.open("rb") as stream:
                yield shown(path), stream.read(LARGEST + 1)

    def load(self) -> "Loaded":
        """The collection as models, with what was wrong with its files."""
        from runbook_gen.load import load
        from runbook_gen.load.collection import Source

        return load(Source(*content) for content in self.contents())

    def sound(self) -> "Collection":
        """The collection, for a command that needs it to load.

        Raises:
            CannotRun: a file does not load.
        """
        loaded = self.load()
        if loaded.collection is None or loaded.findings:
            first = loaded.findings[0]
            raise CannotRun(
                f"{first.place}: {first.message}. {first.remedy}\n"
                "Mend the collection first: 'runbook-gen check' lists everything."
            )
        return loaded.collection


def find(given: Path | None) -> Project:
    """The project of the folder that was named, or of the nearest one upward.

    Raises:
        CannotRun: there is none.
    """
    if given is not None:
        if not given.is_dir():
            raise CannotRun(f"{given} is not a folder. Name the folder that holds the incidents.")
        return Project(given.resolve())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FOLDER).is_dir():
            return Project(folder / FOLDER)
    raise CannotRun(
        f"no {FOLDER}/ folder here or above. Change into one, or name it: --collection DIR"
    )


def shown(path: Path) -> str:
    """A path as the user would write it: relative where possible, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()

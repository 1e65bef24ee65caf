"""What is saved in a project, as it happens."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from runbook_gen.cli import writing
from runbook_gen.cli.project import Project

TICK = 200  # milliseconds
LOOK = 5
"""Every so many ticks the files are looked at all the same: not every disk tells of changes."""

Stamps = dict[str, tuple[int, int]]
"""The files that a site is made of: time in nanoseconds and size, by path."""


def saves(where: Project) -> Iterator[frozenset[Path]]:
    """The files that came, changed or went since the last look; none of them at every tick.

    What an editor keeps beside a file (a backup, its own notes) is none of them. A checkout may
    take the folder away for a while.
    """
    before = _stamps(where)
    for told, number in zip(_told(where), count()):
        if told or (number % LOOK == 0 and where.incidents.is_dir()):
            now = _stamps(where)
            changed = {Path(path) for path, _ in before.items() ^ now.items()}
            yield frozenset(path for path in changed if _counts(where, path))
            before = now
        else:
            yield frozenset()


def _counts(where: Project, path: Path) -> bool:
    return where.incidents not in path.parents or where.counts(path)


def _stamps(where: Project) -> Stamps:
    files = [str(where.root / "mkdocs.yml")]
    files += (entry.path for entry in writing.below(where.incidents))
    found = {}
    for path in files:
        with suppress(OSError):  # it went away meanwhile
            about = os.stat(path)  # noqa: PTH116 - of ten thousand files, each second
            found[path] = about.st_mtime_ns, about.st_size
    return found


def _told(where: Project) -> Iterator[bool]:
    """Whether the system tells of a change, at every tick."""
    from watchfiles import watch

    while True:
        watched = [path for path in (where.incidents, where.root / "mkdocs.yml") if path.exists()]
        with suppress(FileNotFoundError):  # it went away between the look and the watch
            for changes in watch(*watched, step=5, yield_on_timeout=True, rust_timeout=TICK):
                if not where.incidents.is_dir():
                    break
                yield bool(changes)
        while not where.incidents.is_dir():
            time.sleep(TICK / 1000)
            yield False
        yield True

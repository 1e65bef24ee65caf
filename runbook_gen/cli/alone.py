"""One writer at a time: two builds of a repository at once would mix their pages and packs.

The lock is the system's own (flock, or its like on Windows): it ends with the process, however that
ends, so nothing is left behind that a later run would have to doubt.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import project, writing

if TYPE_CHECKING:
    from filelock import FileLock

FILE = Path(".runbook") / "lock"


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no other run writes below `root`, and keep others waiting meanwhile.

    Where no lock can be had (a folder that is only read, a file system without locks), there is
    none: the files are whole all the same, each for itself.
    """
    from filelock import Timeout

    lock = _lock(root)
    with suppress(OSError, NotImplementedError):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting = f"another run writes to {project.shown(root)}/; waiting until it is done"
            sys.stderr.write(f"runbook-gen: {waiting} (Ctrl-C stops).\n")
            sys.stderr.flush()
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def at_rest(root: Path) -> Iterator[bool]:
    """Whether no other run writes below `root`; none begins to meanwhile."""
    from filelock import Timeout

    lock, free = _lock(root), False
    with suppress(OSError, NotImplementedError, Timeout):
        lock.acquire(timeout=0)
        free = True
    try:
        yield free
    finally:
        lock.release()


def _lock(root: Path) -> "FileLock":
    from filelock import FileLock

    file = root / FILE
    with suppress(OSError):
        writing.write_text(file.with_name(".gitignore"), "*\n")
    return FileLock(file, is_singleton=False)

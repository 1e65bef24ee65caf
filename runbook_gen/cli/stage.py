"""A folder that is replaced whole: built beside its place, and put there in one step.

Whatever stops a run (a full disk, Ctrl-C, `kill -9`), the folder is the old one or the new one.
What a killed run left beside it is cleared away by the next one.
"""

import os
import sys
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from runbook_gen.cli import writing
from runbook_gen.cli.writing import LEFT
from runbook_gen.model.artifact import Artifact


class Stage(NamedTuple):
    """A folder under construction: `new`, which `put` brings to the place `out`."""

    out: Path
    new: Path
    old: Path

    def copy(self, ours: Container[str]) -> None:
        """Begin with other people's files: with all that is there, but for what will be `ours`."""
        writing.without_links(self.out)
        self.new.mkdir()
        there = len(str(self.out))
        for entry in writing.below(self.out):
            name = entry.path[there:]
            if entry.is_dir():
                Path(f"{self.new}{name}").mkdir()
            elif name[1:].replace(os.sep, "/") not in ours:
                link(entry.path, f"{self.new}{name}")

    def write(self, artifacts: Iterable[Artifact]) -> None:
        """Write artifacts; one that is there already stays the same file, with its times.

        What somebody else put in such a place of the new folder gives way.
        """
        for artifact in artifacts:
            data = artifact.text.encode()
            old, path = f"{self.out}/{artifact.path}", f"{self.new}/{artifact.path}"
            # Perhaps it is another name of an old file, which must not be written to.
            Path(path).unlink(missing_ok=True)
            if holds(old, data):
                link(old, path)
            else:
                writing.create(path, data)

    def settle(self) -> None:
        """Let what others wrote and is there already be the same file, with its times."""
        there = len(str(self.new))
        for entry in writing.below(self.new):
            if not entry.is_dir() and entry.stat().st_nlink == 1:
                path, old = Path(entry.path), f"{self.out}{entry.path[there:]}"
                if holds(old, path.read_bytes()):
                    path.unlink()
                    link(old, path)

    def put(self) -> None:
        """Let the new folder take the place of the old one."""
        if not self.out.exists():
            self.new.rename(self.out)
        elif not _exchanged(self.new, self.out):
            self.out.rename(self.old)
            try:
                self.new.rename(self.out)
            except BaseException:
                if not self.out.exists():
                    self.old.rename(self.out)
                raise


@contextmanager
def staged(out: Path) -> Iterator[Stage]:
    """Room beside `out` for its successor; it is gone afterwards, and with it what was replaced."""
    import shutil
    import tempfile

    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    recover(out)
    scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}.{LEFT}", dir=out.parent))
    try:
        yield Stage(out, scratch / "new", scratch / "old")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def recover(out: Path) -> None:
    """Clear away what a run left that was killed; put back what it had taken out of its place."""
    import shutil

    for scratch in out.parent.iterdir():
        if scratch.name.startswith(f".{out.name}.{LEFT}"):
            if not out.exists() and (scratch / "old").is_dir():
                (scratch / "old").rename(out)
            shutil.rmtree(scratch, ignore_errors=True)


def holds(path: Path | str, data: bytes) -> bool:
    """Whether a file is there, and holds just this."""
    try:
        with FileIO(path) as file:
            return file.read(len(data) + 1) == data
    except OSError:
        return False


def link(path: Path | str, name: Path | str) -> None:
    """Give a file another name, or where a disk has no such thing, copy it.

    The folder for it is made, if there is none.
    """
    try:
        try:
            os.link(path, name)
        except FileNotFoundError:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            os.link(path, name)
    except OSError:
        import shutil

        shutil.copy2(path, name)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can; says whether it did."""
    import ctypes

    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE, on macOS RENAME_SWAP
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            done = ctypes.CDLL(None).renameat2(here, names[0], here, names[1], exchange)
        elif sys.platform == "darwin":
            done = ctypes.CDLL(None).renamex_np(*names, exchange)
        else:
            return False
    except (AttributeError, OSError):  # an older C library
        return False
    return bool(done == 0)

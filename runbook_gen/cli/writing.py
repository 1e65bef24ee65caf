"""Writing files: whole or not at all, and only where something changed."""

import os
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from runbook_gen.cli.command import CannotRun
from runbook_gen.model.artifact import Artifact

MODE = 0o644
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
RUN, NUMBERS = os.urandom(4).hex(), count(1)
"""With the process's id, they make names of temporary files that nobody else has."""

MARK = ".made-by-runbook-gen"
"""The file that tells a folder of ours, and lists what we wrote there."""
LEFT = "runbook-gen-"
"""In the name of what is only there while a run is: a killed one leaves it to the next."""


def write(folder: Path, artifacts: Iterable[Artifact]) -> tuple[list[Path], int]:
    """Write artifacts below `folder`. Returns every path, and how many files changed."""
    paths, changed = [], 0
    for artifact in artifacts:
        path = folder / artifact.path
        changed += write_text(path, artifact.text)
        paths.append(path)
    return paths, changed


def write_text(path: Path, text: str) -> bool:
    """Write `text` unless it is there already; says whether it wrote."""
    return write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> bool:
    """Write `data` unless it is there already; says whether it wrote.

    A temporary file beside it is renamed onto it, so that a reader never sees half a file.
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    temporary = f"{path.parent}/.{path.name}.{LEFT}{RUN}-{os.getpid()}-{next(NUMBERS)}"
    try:
        create(temporary, data)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def create(path: Path | str, data: bytes) -> None:
    """Write a file that is not there yet; nobody must read it before this is done."""
    try:
        handle = os.open(path, NEW, MODE)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, NEW, MODE)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        if os.fstat(handle).st_mode & 0o777 != MODE:  # a umask took some of it
            os.chmod(path, MODE)


def without_links(folder: Path) -> None:
    """See to it that what is written below `folder` stays there.

    Raises:
        CannotRun: it is a symbolic link, or holds one.
    """
    links = [str(folder)] if folder.is_symlink() else []
    links += (entry.path for entry in below(folder) if entry.is_symlink())
    for path in links:
        raise CannotRun(
            f"{path} is a symbolic link: it could lead what is written elsewhere. Remove it."
        )


def below(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Whatever lies below a folder, and each folder before what is in it; links lead nowhere."""
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        for entry in entries:
            yield entry
            if entry.is_dir(follow_symlinks=False):
                yield from below(entry.path)


def remove_stale(folder: Path, written: Iterable[Path]) -> int:
    """Remove what an earlier run wrote below `folder` and this one did not; says how many.

    What was written is listed in the folder itself, so that nobody else's file is touched.
    """
    listing = folder / MARK
    names = {path.relative_to(folder).as_posix() for path in written}
    before = listing.read_text("utf-8").splitlines() if listing.is_file() else []
    stale = [folder / name for name in before if name not in names]
    stale = [path for path in stale if path.is_file() and folder in path.resolve().parents]
    for path in stale:
        path.unlink()
    left = [e.path for e in below(folder) if e.name.startswith(".") and f".{LEFT}" in e.name]
    for name in left:
        Path(name).unlink(missing_ok=True)
    write_text(listing, "".join(f"{name}\n" for name in sorted(names)))
    return len(stale)

"""What git knows of a working tree."""

import subprocess
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from runbook_gen.cli.command import CannotRun


def top(folder: Path) -> Path | None:
    """The top of the working tree that `folder` lies in; None where there is none, or no git.

    A hook may have set GIT_WORK_TREE to one that it does not lie in.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "rev-parse", "--show-toplevel"], capture_output=True
        )
    except OSError:
        return None
    found = Path(done.stdout.decode(errors="surrogateescape").rstrip("\n"))
    here = folder.resolve()
    return found if done.returncode == 0 and found in (here, *here.parents) else None


def changed_since(folder: Path, revision: str) -> set[Path]:
    """The files below `folder` that differ from `revision`, untracked ones included.

    Raises:
        CannotRun: git is not installed, there is no repository, or no such revision.
    """
    if top(folder) is None:
        _git(folder, "--version")  # says so where there is no git
        raise CannotRun(f"{folder} is in no git repository. Leave --since out.")
    diff = (
        "diff",
        "--name-only",
        "--relative",
        "-z",
        "--diff-filter=d",
        "--end-of-options",
        revision,
    )
    untracked = ("ls-files", "--others", "--exclude-standard", "-z")
    names = (_git(folder, *diff, "--") + _git(folder, *untracked)).split("\0")
    return {folder / name for name in names if name}


def files_at(folder: Path, revision: str) -> Iterator[tuple[str, bytes]]:
    """The files below `folder` as they were at `revision`: their paths in it, and their bytes.

    Raises:
        CannotRun: git is not installed, there is no repository, or no such revision.
    """
    packed = _output(folder, "archive", "--format=tar", "--end-of-options", revision, ".")
    with tarfile.open(fileobj=BytesIO(packed)) as tar:
        for entry in tar:
            stream = tar.extractfile(entry) if entry.isfile() else None
            if stream:
                yield entry.name.removeprefix("./"), stream.read()


def _git(folder: Path, *words: str) -> str:
    return _output(folder, *words).decode(errors="surrogateescape")


def _output(folder: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True)
    except FileNotFoundError:
        raise CannotRun("git is not installed. Install it, or name no revision.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise CannotRun(f"git cannot compare: {said}. Name a revision that this clone has.")
    return done.stdout

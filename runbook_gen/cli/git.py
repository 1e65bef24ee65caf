"""What git knows of a working tree."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from runbook_gen.cli.command import CannotRun
from runbook_gen.model.files import MAX_BYTES

REGULAR = ("100644", "100755")
KINDS = {"120000": "symbolic link", "160000": "submodule"}


class Blob(NamedTuple):
    """A file of a revision: its path, what it is, its bytes (or more than any file may have)."""

    path: str
    kind: str
    data: bytes


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


def files_at(folder: Path, revision: str) -> Iterator[Blob]:
    """The files below `folder` as they were at `revision`; none where it was not there yet.

    They are read one by one: an archive would leave out, or rewrite, what the revision's own
    `.gitattributes` tells it to.

    Raises:
        CannotRun: git is not installed, there is no repository, or no such revision.
    """
    commit = _commit(folder, revision)
    listed = _git(folder, "ls-tree", "-r", "-l", "-z", commit, ".").split("\0")
    entries = [entry.partition("\t") for entry in listed if entry]
    kept = {
        path: id
        for (mode, _, id, size), path in ((said.split(), path) for said, _, path in entries)
        if mode in REGULAR and int(size) <= MAX_BYTES
    }
    data = _blobs(folder, list(kept.values()))
    for said, _, path in entries:
        mode = said.partition(" ")[0]
        kind = "file" if mode in REGULAR else KINDS.get(mode, "special file")
        yield Blob(path, kind, data[kept[path]] if path in kept else bytes(MAX_BYTES + 1))


def _blobs(folder: Path, ids: list[str]) -> dict[str, bytes]:
    """What the objects hold."""
    asked = "".join(f"{id}\n" for id in ids).encode()
    answer = BytesIO(_output(folder, "cat-file", "--batch", given=asked))
    found: dict[str, bytes] = {}
    while head := answer.readline().split():
        if len(head) < 3:
            raise CannotRun("this clone lacks files of a revision. Fetch all of it.")
        found[head[0].decode()] = answer.read(int(head[2]))
        answer.read(1)
    return found


def fork_point(folder: Path, base: str, head: str | None) -> str:
    """The commit at which `head` (HEAD, if None) left `base`; `base` itself where there is none.

    Raises:
        CannotRun: git is not installed, there is no repository, or no such revision.
    """
    tips = [_commit(folder, name) for name in (base, head or "HEAD")]
    done = subprocess.run(["git", "-C", str(folder), "merge-base", *tips], capture_output=True)
    return done.stdout.decode().strip() if done.returncode == 0 else tips[0]


def changed_files(folder: Path, base: str, head: str | None) -> list[str]:
    """The files of the whole repository that differ between two revisions, by their paths in it.

    Without a `head`, the working tree is compared, untracked files included.

    Raises:
        CannotRun: git is not installed, there is no repository, or no such revision.
    """
    names = _git(
        folder,
        "diff",
        "--name-only",
        "--no-renames",
        "-z",
        "--end-of-options",
        base,
        *([head] if head else []),
        "--",
    )
    if head is None:
        names += _git(
            folder, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"
        )
    return sorted({name for name in names.split("\0") if name})


def _git(folder: Path, *words: str) -> str:
    return _output(folder, *words).decode(errors="surrogateescape")


def _commit(folder: Path, revision: str) -> str:
    wanted = f"{revision}^{{commit}}"
    return _git(folder, "rev-parse", "--verify", "--end-of-options", wanted).strip()


def _output(folder: Path, *words: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, input=given)
    except FileNotFoundError:
        raise CannotRun("git is not installed. Install it, or name no revision.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise CannotRun(f"git cannot compare: {said}. Name a revision that this clone has.")
    return done.stdout

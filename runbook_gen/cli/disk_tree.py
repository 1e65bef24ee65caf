"""A folder of the disk as a tree: what rules may look at, and nothing beyond it."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any

from runbook_gen.model.fault import Unjudged

MAX_BYTES = 8_000_000  # of a file: what is larger was made by a program
PROBED = 8_000  # bytes, in which git looks for a NUL, too
MANIFESTS = (".yaml", ".yml", ".json")
HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
NEVER = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".terraform"})


class DiskTree:
    """See `Tree`. `.gitignore` is respected; links are followed only to what lies in the tree.

    Where `under` names a folder in it, `paths` tells of that folder only; what a path leads to is
    found anywhere in the tree. The folder `without` is passed over, unless `under` lies in it.
    `unread` lists the files that were asked for and could not be read.
    """

    def __init__(self, root: Path, without: Path | None = None, under: Path | None = None) -> None:
        self._root = os.path.realpath(root)
        below = Path(os.path.realpath(under or root))
        self._way = below.relative_to(self._root).as_posix()
        left_out = Path(os.path.realpath(without)) if without else None
        self._without = None if left_out in (below, *below.parents) else left_out
        self.unread: list[Unjudged] = []

    def paths(self) -> Iterator[str]:
        """See `Tree`."""
        return iter(self._paths)

    @cached_property
    def _paths(self) -> list[str]:
        return sorted(self._below("", []))

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(self._paths)

    def _below(self, folder: str, ignores: list[tuple[str, Any]]) -> Iterator[str]:
        try:
            entries = sorted(os.scandir(f"{self._root}/{folder}"), key=lambda e: e.name)
        except OSError as error:
            self.unread.append(Unjudged(folder or ".", 1, f"not read: {error.strerror}"))
            return
        if any(entry.name == ".gitignore" for entry in entries):
            ignores = [*ignores, (folder, self._ignore(folder))]
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not _spelled(entry.name):
                shown = path.encode("utf-8", "replace").decode()
                self.unread.append(Unjudged(shown, 1, "not read: its name is not UTF-8"))
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if not self._on_the_way(path):
                continue
            if self._ignored(f"{path}/" if is_folder else path, ignores):
                continue
            if is_folder:
                if entry.name not in NEVER and Path(self._root, path) != self._without:
                    yield from self._below(path, ignores)
            elif entry.is_file(follow_symlinks=False):
                yield path

    def _on_the_way(self, path: str) -> bool:
        """Whether a path leads to the folder that was asked for, or lies in it."""
        way = self._way
        return way == "." or f"{path}/".startswith(f"{way}/") or way.startswith(f"{path}/")

    def _ignore(self, folder: str) -> Any:
        from pathspec import GitIgnoreSpec

        real = self._inside(f"{folder}/.gitignore")
        try:
            data = _content(real) if real else None
        except OSError:
            data = None
        patterns: list[Any] = []
        for line in (data or b"").decode("utf-8-sig", "replace").splitlines():
            try:
                patterns += GitIgnoreSpec.from_lines([line]).patterns
            except ValueError:  # such as a bare '!': git passes over it, too
                continue
        return GitIgnoreSpec(patterns)

    @staticmethod
    def _ignored(path: str, ignores: list[tuple[str, Any]]) -> bool:
        for folder, spec in reversed(ignores):  # the nearest .gitignore that speaks decides
            result = spec.check_file(path[len(folder) :].lstrip("/"))
            if result.include is not None:
                return bool(result.include)
        return False

    def _inside(self, path: str) -> str | None:
        """Where a path leads, links followed; None where that is not in the tree."""
        real = os.path.realpath(f"{self._root}/{path}")
        return real if real == self._root or real.startswith(self._root + os.sep) else None

    def is_file(self, path: str) -> bool:
        """See `Tree`."""
        real = self._inside(path)
        return real is not None and Path(real).is_file()

    def is_folder(self, path: str) -> bool:
        """See `Tree`."""
        real = self._inside(path)
        return real is not None and Path(real).is_dir()

    def text(self, path: str) -> str | None:
        """See `Tree`."""
        real = f"{self._root}/{path}" if path in self._listed else self._inside(path)
        if real is None:
            return None
        try:
            data = _content(real)
        except OSError as error:
            self._refused(path, f"not read: {error.strerror}")
            return None
        if data is None:
            return None
        if len(data) > MAX_BYTES:
            self._refused(path, f"not read: larger than {MAX_BYTES // 1_000_000} MB")
            return None
        if b"\0" in data[:PROBED] and not path.endswith(MANIFESTS):
            return None  # a picture, a program: nobody takes it for text, so nobody need be told
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self._refused(path, "not read: it is not UTF-8", line)
            return None

    def _refused(self, path: str, reason: str, line: int = 1) -> None:
        refused = Unjudged(path, line, reason)
        if refused not in self.unread:
            self.unread.append(refused)


def _spelled(name: str) -> bool:
    """Whether a name is text: on Linux it may be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _content(path: str) -> bytes | None:
    """At most `MAX_BYTES` + 1 bytes of a plain file; None of anything else.

    A FIFO would wait for a writer: it is opened without waiting, and looked at before it is read.
    """
    handle = os.open(path, HOW)
    try:
        state = os.fstat(handle)
        if not S_ISREG(state.st_mode):
            return None
        # Memory is taken for all that is asked for, so not for `MAX_BYTES` where a file is small.
        data = os.read(handle, min(state.st_size, MAX_BYTES) + 1)
        if len(data) > state.st_size:  # it has grown, or is of the kind that has no size
            data += os.read(handle, MAX_BYTES + 1 - len(data))
        return data
    finally:
        os.close(handle)

"""A tree of files, as rules look at it: a checkout, rendered output, or an example's few files."""

from collections.abc import Iterator, Mapping
from typing import Protocol

STDIN = "-"
"""The path of what came in through standard input."""


class Tree(Protocol):
    """Files by path: relative to the tree's root, with forward slashes, never leading out of it."""

    def paths(self) -> Iterator[str]:
        """The path of every file, sorted."""
        ...

    def text(self, path: str) -> str | None:
        """The text of a file; None where there is none, or it is no text."""
        ...

    def is_file(self, path: str) -> bool:
        """Whether a file lies there."""
        ...

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there; the root is ``""``."""
        ...


class MemoryTree:
    """A tree of texts that are at hand."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = dict(files)
        self._folders = {""}
        for path in self._files:
            parts = path.split("/")[:-1]
            self._folders.update("/".join(parts[:n]) for n in range(1, len(parts) + 1))

    def paths(self) -> Iterator[str]:
        """See `Tree`."""
        return iter(sorted(self._files))

    def text(self, path: str) -> str | None:
        """See `Tree`."""
        return self._files.get(path)

    def is_file(self, path: str) -> bool:
        """See `Tree`."""
        return path in self._files

    def is_folder(self, path: str) -> bool:
        """See `Tree`."""
        return path in self._folders


def resolved(path: str, folder: str) -> str | None:
    """`path`, seen from `folder`, from the tree's root; None where it leads out of the tree.

    A path that begins with '/' is seen from the root.
    """
    parts = [] if path.startswith("/") else folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def folder_of(path: str) -> str:
    """The folder that a file lies in; the root is ``""``."""
    return path.rpartition("/")[0]

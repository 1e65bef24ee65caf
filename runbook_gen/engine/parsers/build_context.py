"""The build context of a Dockerfile: the folder of the tree that it copies from.

How an image is built stands in some pipeline; that the files it copies exist tells as much.
"""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import islice

from runbook_gen.model.tree import Tree, folder_of, resolved

Copy = tuple[dict[str, str], list[str], str]
"""The flags, the sources and the target of a COPY."""

WILD = "*?["
WHOLE = re.compile(r"\.?/?\*?")  # the context itself, or all that lies in it
MOST = 8


def contexts(path: str, tree: Tree, copies: Sequence[Copy]) -> list[str]:
    """The folders that may be the context, the likeliest first; none where no file is found.

    That is the Dockerfile's own folder or the nearest above in which every source is found. Where
    each names the context as a whole (`COPY . .`), every one of these folders fits.
    """
    wanted = [s for flags, sources, _ in copies if "--from" not in flags for s in sources]
    wanted = [source for source in wanted if "://" not in source and "$" not in source]
    found = (
        folder
        for folder in _upward(folder_of(path))
        if wanted and all(_present(tree, folder, source) for source in wanted)
    )
    whole = all(WHOLE.fullmatch(source) for source in wanted)
    return list(islice(found, MOST if whole else 1))


def matching(tree: Tree, pattern: str) -> list[str]:
    """The files and folders of a tree that a pattern of COPY names."""
    deep = pattern.count("/")
    paths = (path for path in tree.paths() if path.count("/") >= deep)
    tops = dict.fromkeys("/".join(path.split("/")[: deep + 1]) for path in paths)
    return [path for path in tops if fnmatchcase(path, pattern)]


def is_pattern(path: str) -> bool:
    """Whether a source of COPY stands for what fits it."""
    return any(mark in path for mark in WILD)


def _upward(folder: str) -> list[str]:
    """A folder and those above it; the root is the last."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:count]) for count in range(len(parts), -1, -1)]


def _present(tree: Tree, context: str, source: str) -> bool:
    path = resolved(source.lstrip("/"), context)
    if path is None:
        return False
    if is_pattern(path):
        return bool(matching(tree, path))
    return tree.is_file(path) or tree.is_folder(path)

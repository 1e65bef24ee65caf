"""Which paths fit a pattern: as .gitignore reads it."""

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=256)
def _compiled(globs: tuple[str, ...]) -> Any:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)


def fitting(globs: tuple[str, ...], path: str) -> bool:
    """Whether `path`, from the tree's root, fits one of the patterns; a later '!' takes it back."""
    return bool(_compiled(globs).match_file(path))

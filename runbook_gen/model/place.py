"""Where something stands: in a file, and inside the tree of values that the file holds."""

from typing import NamedTuple

Path = tuple[str | int, ...]
"""The way to a value from the top of its file: `("actions", 0, "commit")`."""


KEY = "\0key"
"""At the end of a path: the key itself, rather than its value."""


class Place(NamedTuple):
    """A position in a file. `line` and `column` count from 1; columns count characters."""

    file: str
    line: int = 1
    column: int = 1
    source: str = ""
    """The line itself, for the caret; empty when there is none."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

"""Space at a line's end: nobody sees it, and each editor changes it anew.

In a block (`|`, `>`) it is part of a log or a command, and in a quoted text of several lines it may
be; there it stays.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from runbook_gen.fix.subject import Subject

TITLE = "space at the end of lines"
SPACE = re.compile(r"(?<![ \t])[ \t]++(?=\r?$)")


def fixed(text: str, of: Subject) -> str:
    """The text without it."""
    del of
    if not re.search(r"[ \t]\r?(?:\n|\Z)", text):
        return text
    kept = {line for first, last in _scalars(text) for line in range(first, last)}
    lines = text.split("\n")
    return "\n".join(
        line if number in kept else SPACE.sub("", line) for number, line in enumerate(lines)
    )


def _scalars(text: str) -> Iterator[tuple[int, int]]:
    """The lines, from 0, that belong to texts: below a block's sign, or but for its last line."""
    event: Any
    for event in yaml.parse(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        if hasattr(event, "style"):
            first, end = event.start_mark.line, event.end_mark
            if event.style in ("|", ">"):
                # At the end of the file a block may end within a line.
                yield first + 1, end.line + bool(end.column)
            else:
                yield first, end.line

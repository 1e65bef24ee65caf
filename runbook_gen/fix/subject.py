"""What a fix is given, and what it must have."""

from typing import NamedTuple, Protocol

from runbook_gen.model.record import Record


class Subject(NamedTuple):
    """A file to fix: what it holds, and what is known of it from outside."""

    model: type[Record]
    id: str = ""
    """What its id must be; nothing where that is not sure."""
    schema: str = ""
    """The path from the file to its JSON Schema; nothing where there is none."""


class Fix(Protocol):
    """A module of this room is a fix: its file name is its id, its docstring its manual."""

    TITLE: str
    """What it does, for the report."""

    def fixed(self, text: str, of: Subject) -> str:
        """The text with this put right; the same text where nothing is wrong."""
        ...

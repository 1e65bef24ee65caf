"""A section: a heading, or what stands for one, and what it holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from runbook_gen.ingest.blocks import Block
from runbook_gen.ingest.vocabulary import Label

BOLD_TITLE, BOLD_LABEL, LABEL = 7, 8, 9
"""Levels below those of headings, so that a bold line stands under its heading."""


@dataclass
class Section:
    """A heading, or what stands for one, on the lines `first` up to `opened`; what follows it.

    `body` is what stands before the first part; the section ends before the line `last`.
    """

    title: str
    label: Label
    level: float
    first: int
    opened: int
    last: int
    body: list[Block] = field(default_factory=list)
    parts: list["Section"] = field(default_factory=list)

    @property
    def field(self) -> str | None:
        """The field that the heading names."""
        return self.label.field

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


META = frozenset({"severity", "status", "occurred", "components", "about"})
"""Fields of one line: a label for them holds no more than that."""

MEASURES = frozenset({"actions", "attempts", "workaround"})
"""Fields whose parts may say of which kind they are: `Workaround: …` in a list of fixes."""

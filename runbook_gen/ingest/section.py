"""A section: a heading, or what stands for one, and what it holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from runbook_gen.ingest.blocks import Block
from runbook_gen.ingest.vocabulary import Label
from runbook_gen.model.draft import Span

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
    passed: list[Span] = field(default_factory=list)
    """The lines that are in neither: the head of a table of labels."""

    @property
    def field(self) -> str | None:
        """The field that the heading names."""
        return self.label.field

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def close(self) -> None:
        """Let each part end where the next begins, if it has not ended before, as a fold has."""
        ends = [part.first for part in self.parts[1:]] + [self.last]
        for part, end in zip(self.parts, ends, strict=False):
            part.last = part.last if part.opened < part.last <= end else end
            part.close()


META = frozenset({"severity", "status", "occurred", "components", "about"})
"""Fields of one line: a label for them holds no more than that."""

MEASURES = frozenset({"actions", "attempts", "workaround"})
"""Fields whose parts may say of which kind they are: `Workaround: …` in a list of fixes."""

"""Points: what a section says, one thing after the other, each with the code that shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from runbook_gen.ingest.blocks import Block
from runbook_gen.ingest.entry import beside, joined
from runbook_gen.ingest.section import Section
from runbook_gen.model.draft import Span


@dataclass
class Point:
    """Something said in `words`, or only shown by `blocks` (code, tables, HTML)."""

    words: str
    spans: list[Span]
    blocks: list[Block] = field(default_factory=list)
    bare: bool = False
    """Whether it is a paragraph or an item without code, which more code may follow."""

    @property
    def said(self) -> list[Span]:
        """The lines of its words, without those of its blocks."""
        return beside(self.spans, ((block.first, block.last) for block in self.blocks))


class Part(NamedTuple):
    """A section of an incident with its points."""

    section: Section
    points: list[Point]


def points(section: Section) -> list[Point]:
    """The points of a field: of its body, and one for each of its parts that is no field.

    Where the heading says more than the field's name, all of it is one point: `Cause 1: DNS`.
    """
    if section.label.rest and not section.label.remark:
        return [_of_part(section)]
    return of_body(section) + of_parts(section)


def of_parts(section: Section) -> list[Point]:
    """One point for each part that names no field."""
    return [_of_part(part) for part in section.parts if part.field is None]


def of_body(section: Section) -> list[Point]:
    """The points of what stands before the first part."""
    found: list[Point] = []
    for block in section.body:
        _take(block, found)
    return found


def _take(block: Block, found: list[Point]) -> None:
    """Add a block: code belongs to the words before it, or else to those after it."""
    span = (block.first, block.last)
    match block.kind:
        case "text":
            last = found[-1] if found else None
            if last and not last.words:
                last.words = block.text
                last.spans.append(span)
            else:
                found.append(Point(block.text, [span]))
        case "item":
            found.append(_of_item(block))
        case "quote":
            for inner in block.children:
                _take(inner, found)
        case _:
            if not found:
                found.append(Point("", []))
            found[-1].blocks.append(block)
            found[-1].spans.append(span)


def _of_item(item: Block) -> Point:
    point = Point(item.text, [(item.first, item.last)])
    words = list(_inner(item.children, point.blocks, 0))
    point.words = "\n".join([item.text, *words]).strip()
    return point


def _inner(children: Iterable[Block], blocks: list[Block], depth: int) -> Iterator[str]:
    """The words within an item as Markdown; its code goes to `blocks`."""
    margin = "  " * depth
    for block in children:
        match block.kind:
            case "text":
                yield from ("", *(margin + line for line in block.text.split("\n")))
            case "item":
                mark = f"{block.level}." if block.level else "-"
                lead, *more = block.text.split("\n")
                if depth == 0 and block is next(iter(children)):
                    yield ""
                yield f"{margin}{mark} {lead}"
                yield from (f"{margin}  {line}" for line in more)
                yield from _inner(block.children, blocks, depth + 1)
            case "quote":
                yield from _inner(block.children, blocks, depth)
            case _:
                blocks.append(block)


def _of_part(part: Section) -> Point:
    """A section within a field as one point: its title, and what it says beneath.

    What names a field there is not of the point.
    """
    unnamed = of_parts(part)
    whole = (part.first, part.parts[0].first if part.parts else part.last)
    own = beside([whole], part.passed)
    spans = joined([*own, *(span for each in unnamed for span in each.spans)])
    point = Point(part.label.rest or part.title, spans)
    inner = of_body(part) + unnamed
    many = len(inner) > 1
    for each in inner:
        if each.words:
            lines = each.words.split("\n")
            marked = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])] if many else lines
            point.words += ("\n" if many and "\n- " in point.words else "\n\n") + "\n".join(marked)
        point.blocks += each.blocks
    return point

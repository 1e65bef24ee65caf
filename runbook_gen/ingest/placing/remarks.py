"""What is said in words alone: impact, lessons, figures, the course of events, what is open."""

import re

from runbook_gen.ingest.bare import bare
from runbook_gen.ingest.blocks import Block
from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.naming import slug, unused
from runbook_gen.ingest.points import Part, Point
from runbook_gen.ingest.said import commits, ending, figure

TIME = re.compile(
    r"^\W{0,4}(?P<at>(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}[T ]?)?\s*+(?:(?:오전|오후|약|~)\s*+)?"
    r"\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s*[-–~]\s*\d{1,2}:\d{2}(?::\d{2})?)?(?:Z|\s?(?:KST|UTC|AM|PM|am|pm|[+-]\d{2}:?\d{2}))?"
    r"|(?:\d{4}[-./]\d{1,2}[-./]\d{1,2})|T\s?[+-]\s?\d+\w*|[DT][+-]\d+)"
    r"\W{0,6}(?P<said>.*)",
    re.DOTALL,
)
LONGEST_TIME = 100
LONGEST_VALUE = 500


def impact(entry: Entry, part: Part) -> None:
    """Each point is something that stopped working."""
    for point in part.points:
        words = _words(entry, point)
        if words:
            name = unused(slug(words), entry.names, f"impact-{len(entry.names) + 1}")
            entry.names.add(name)
            entry.add("impact", {"id": name, "summary": entry.text(words)}, point.spans)


def lessons(entry: Entry, part: Part) -> None:
    """Each point is a lesson."""
    for point in part.points:
        if words := _words(entry, point):
            entry.add("lessons", {"text": entry.text(words)}, point.spans)


def unresolved(entry: Entry, part: Part) -> None:
    """Each point is open."""
    for point in part.points:
        if words := _words(entry, point):
            entry.say("unresolved", words, point.spans)


def measurements(entry: Entry, part: Part) -> None:
    """`name: value`, in items or in a table of two columns; what has no value is a note."""
    alone = part.points[0].words if len(part.points) == 1 and not part.points[0].blocks else ""
    if alone and "\n" not in alone and ":" not in alone:
        if not _measure(entry, part.section.title, alone, part.points[0].spans):
            entry.note(part.points[0].spans)
        return
    for point in part.points:
        rows = [row for block in point.blocks for row in _rows(block)]
        if all(len(cells) < 3 for _, cells in rows):
            _heads(entry, "measurements", point)
        name, colon, value = ending(point.words).words.partition(":")
        for line, cells in rows:
            # What stands in more columns, no measurement has a field for.
            if not _measure(entry, cells[0], cells[1], [(line, line + 1)]) or any(cells[2:]):
                entry.note([(line, line + 1)])
        said = colon and value.strip() and "\n" not in value.strip()
        if point.words and not (said and _measure(entry, name, value, point.said)):
            entry.note(point.said)


def _measure(entry: Entry, name: str, value: str, spans: list[tuple[int, int]]) -> bool:
    """Take a figure, if it is one."""
    said, unit = figure(value, entry.words.units)
    said = said.replace("\t", " ")
    item = {"name": entry.text(bare(name) or name), "value": said}
    if not 0 < len(said) <= LONGEST_VALUE or commits(f"commit {value}") or "\n" in said:
        return False
    entry.add("measurements", {**item, "unit": unit} if unit else item, spans)
    return True


def timeline(entry: Entry, part: Part) -> None:
    """A time and what happened then, in items, lines or rows; what has no time is a note."""
    for point in part.points:
        _heads(entry, "timeline", point)
        for block in point.blocks:
            for line, cells in _rows(block):
                _moment(entry, " ".join(cells[:1]), " — ".join(cells[1:]), [(line, line + 1)])
        first = point.spans[0][0] if point.spans else 0
        lines = point.words.split("\n") if point.words else []
        if len(lines) > 1 and all(map(TIME.match, lines)):
            for number, words in enumerate(lines, first):
                _said(entry, words, [(number, number + 1)])
        elif lines:
            _said(entry, point.words, point.said)


def _said(entry: Entry, words: str, spans: list[tuple[int, int]]) -> None:
    found = TIME.match(words.replace("**", "").replace("`", ""))
    if found and found["said"].strip():
        _moment(entry, found["at"].strip(), found["said"].strip(), spans)
    else:
        entry.note(spans)


def _moment(entry: Entry, at: str, said: str, spans: list[tuple[int, int]]) -> None:
    at = " ".join(bare(at).split())
    if 0 < len(at) <= LONGEST_TIME and said.strip():
        entry.add("timeline", {"at": at, "text": entry.text(said)}, spans)
    else:
        entry.note(spans)


def _rows(block: Block) -> list[tuple[int, tuple[str, ...]]]:
    """The rows of a table that has more than one column, with their lines; not its head."""
    rows = enumerate(block.rows[1:], block.first + 2)
    return [(line, cells) for line, cells in rows if len(cells) > 1 and any(cells)]


def _heads(entry: Entry, field: str, point: Point) -> None:
    """A table's head says nothing, if each cell is one word: `Time`, `Event`."""
    for block in point.blocks:
        if len(block.rows) > 1 and all(cell.isalpha() for cell in block.rows[0]):
            entry.place(field, [(block.first, block.first + 1)])


def _words(entry: Entry, point: Point) -> str:
    """A point's words, and what its blocks hold as Markdown behind them."""
    sources = [entry.document.source(block.first, block.last) for block in point.blocks]
    return "\n\n".join(filter(None, [ending(point.words).words.strip(), *sources]))

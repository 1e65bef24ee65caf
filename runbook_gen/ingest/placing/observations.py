"""What was seen and why it was: symptoms, causes, verification."""

from typing import Any

from runbook_gen.ingest.bare import bare
from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.placing import actions
from runbook_gen.ingest.placing.showing import shown, snippet
from runbook_gen.ingest.points import Part, Point
from runbook_gen.ingest.said import commits, ending
from runbook_gen.ingest.section import Section


def symptoms(entry: Entry, part: Part) -> None:
    """Each point is something seen; where code stands alone, the incident's title names it."""
    title = next(iter(entry.values["title"].values()))
    for point in part.points:
        add(entry, "symptoms", point, title or bare(part.section.title))


def verification(entry: Entry, part: Part) -> None:
    """Each point is a sign that it is over."""
    for point in part.points:
        point.words = ending(point.words).words
        add(entry, "verification", point, bare(part.section.title))


def causes(entry: Entry, part: Part) -> None:
    """Each point is a cause, confirmed unless its words doubt."""
    doubted = entry.words.doubts(part.section.title)
    for point in part.points:
        words = ending(point.words).words
        point.words = words
        actions.take_edit(entry, part.section, point)
        cause = add(entry, "causes", point, _name(part.section, point))
        if cause:
            cause["confirmed"] = not (doubted or entry.words.doubts(words))
            if named := commits(words):
                cause["commit"] = named[0]


def _name(section: Section, point: Point) -> str:
    """What to call a cause that only code shows: the section, and the file that the code is of."""
    from runbook_gen.ingest.codes import excerpt

    paths = [path for b in point.blocks if b.kind == "code" and (path := excerpt(b).path)]
    title = bare(section.title)
    return f"{title}: `{paths[0]}`" if paths else title


def add(entry: Entry, field: str, point: Point, otherwise: str) -> dict[str, Any] | None:
    """An observation of a point; `otherwise` is its summary where the point has no words."""
    summary = point.words.strip() or otherwise
    if not summary:
        entry.note(point.spans)
        return None
    told = shown(entry, point.blocks)
    item: dict[str, Any] = {"summary": entry.text(summary)}
    if told.commands:
        item["commands"] = told.commands
    if told.excerpts:
        item["evidence"] = [snippet(each) for each in told.excerpts]
    spans = told.told(point.spans)
    return entry.add(field, item, spans) if spans else None

"""An incident from a section: its parts go to their fields, and nothing of it is lost."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from runbook_gen.ingest.bare import LINK, bare
from runbook_gen.ingest.document import Document
from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.placing import PLACES, opening, place_within
from runbook_gen.ingest.said import day
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import CUT, Vocabulary
from runbook_gen.model.draft import Span

SILENT = re.compile(
    r"(?:[\s>*_|:=`~+#.-]|</?(?:details|summary|div|p|br|hr|center)(?=[\s/>])[^<>\w]*+>)*+"
)
"""A line that says nothing: blank, a rule, a table's rule, tags that set apart."""

DATED = re.compile(
    r"(?<!\s)\s*(?:[-–—|]|[(\[（])[^()\[\]（）]{0,60}20\d\d[^()\[\]（）]{0,40}[)\]）]?\s*$"
)
TAG = re.compile(r"\[[^\[\]]+\]|\bSEV-?\d\b|\bP[0-4]\b|\([^()]{1,60}\)")
TAGGED = re.compile(r"<[^<>]+>")
CLOCK = re.compile(r"\d:\d\d")
LOGGED = re.compile(r"\W{0,8}(?:\w+\s)?20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d")
"""A line that begins with a time: what a log says of the day."""
LONGEST_TITLE = 200


class Around(NamedTuple):
    """What a document says around an incident."""

    above: Sequence[str]
    """The headings that it stands under, the outermost first."""
    before: str
    """What stands before the first incident."""


def entry(
    case: Section,
    around: Around,
    document: Document,
    words: Vocabulary,
    languages: tuple[str, ...],
) -> Entry:
    """Bring together what a section says."""
    told = Entry(case, document, words, languages)
    title, span = _title(case, document, words)
    told.set("title", told.text(title[:LONGEST_TITLE]), [span])
    opening.open_with(told)
    place_within(told, case)
    _named_in_passing(told, around)
    if _says_more(told, title):
        told.note([span])
    told.note(_of_other_columns(told))
    told.note(list(_silent_left_out(told)))
    return told


def _title(case: Section, document: Document, words: Vocabulary) -> tuple[str, Span]:
    """The title, without its number and its date, and where it stands."""
    said, span = case.title, (case.first, case.opened)
    if not said and not case.level:
        front = document.front.get("title")
        first = next((part for part in case.parts if not part.field and part.level), None)
        if isinstance(front, str) and front.strip():
            said = front
            line = next((n for n in range(document.body) if front[:40] in document.lines[n]), 0)
            span = (line, line + 1)
        elif first and first.first <= min((p.first for p in case.parts), default=0):
            said, span = first.title, (first.first, first.opened)
    title = bare(said)
    if words.opens_incident(title) and (cut := CUT.split(title.lstrip("[【"), maxsplit=1))[1:]:
        title = cut[1] if words.label(cut[0]).field or len(cut[0]) < 20 else title
    title = DATED.sub("", title).strip(" :：-–—") or title
    return title or document.name.rpartition("/")[2], span


def _says_more(told: Entry, title: str) -> bool:
    """Whether a heading says what its title does not: a link, a tag, a time, more than fits."""
    said = told.case.title
    left_out = DATED.search(bare(said))
    dated = left_out and (
        CLOCK.search(left_out[0]) or str(day(left_out[0])) != told.values.get("occurred")
    )
    return bool(dated or LINK.search(said) or TAGGED.search(said) or len(title) > LONGEST_TITLE)


def _named_in_passing(told: Entry, around: Around) -> None:
    """The day, the severity and the status that headings and front matter name."""
    front = told.document.front
    case = told.case
    where = (case.first, case.opened)
    if "occurred" not in told.values:
        dates = {_front(front, key): key for key in ("occurred", "incident_date", "date")}
        for said in _days_told(told, around, dates):
            if found := day(said):
                told.values["occurred"] = found.isoformat()
                said_at = [where] if said == case.title else _in_front(told, dates.get(said, ""))
                if said_at:
                    told.set("occurred", found.isoformat(), said_at)
                break
    tags = [
        said for tag in TAG.findall(case.title) for said in re.split(r"[,/;·]", tag.strip("[]()"))
    ]
    for field, read in (("severity", told.words.severity), ("status", told.words.status)):
        labels = [told.words.label(said) for said in tags]
        named = [_front(front, field), *tags, *(x.rest for x in labels if x.field == field)]
        values = [value for said in named if (value := read(said, whole=True))]
        if values and field not in told.values:
            told.set(field, values[0], _in_front(told, field) or [where])


def _front(front: Mapping[str, Any], key: str) -> str:
    """A value of the front matter, if it is a text or a day: aliases make lists beyond measure."""
    value = front.get(key)
    return str(value) if isinstance(value, (str, datetime.date)) else ""


def _in_front(told: Entry, key: str) -> list[Span]:
    """The line of the front matter that gives a value, if it is this incident's alone."""
    lines = enumerate(told.document.lines[: 0 if told.case.level else told.document.body])
    return [(n, n + 1) for n, line in lines if key and re.match(rf"{key}\s*[:=]", line)][:1]


def _days_told(told: Entry, around: Around, front: Iterable[str]) -> Iterator[str]:
    """Where a document may say when it was, the likeliest first."""
    case = told.case
    yield case.title
    yield " ".join(block.text for block in case.body if block.kind == "text")
    yield from reversed(around.above)
    yield from front
    yield from (moment["at"] for moment in told.lists.get("timeline", ()))
    yield told.document.name
    yield from _summed_up(told)
    yield "\n".join(filter(LOGGED.match, told.document.lines[case.first : case.last]))
    yield around.before


def _summed_up(told: Entry) -> Iterator[str]:
    """What a report says first of what was seen."""
    if {"timeline", "impact", "lessons"} & told.lists.keys():
        yield from (said for seen in told.lists.get("symptoms", ())[:1]
                    for said in seen["summary"].values())  # fmt: skip


def _of_other_columns(told: Entry) -> list[Span]:
    """The rows of which a cell is for no field, although others are: `Owner`, `Team`."""
    cells = (part for part in told.case.walk() if part.opened == part.first)
    other = (block for cell in cells if cell.field not in PLACES for block in cell.body)
    return sorted({(block.first, block.last) for block in other if block.first in told.lines})


def _silent_left_out(told: Entry) -> Iterator[Span]:
    """The runs of lines that no field has yet, but for those that say nothing."""
    start = None
    for number in range(told.case.first, told.case.last + 1):
        line = told.document.lines[number] if number < told.case.last else None
        if line is None or number in told.lines:
            if start is not None:
                yield _trimmed(told.document, start, number)
            start = None
        elif start is None and not SILENT.fullmatch(line):
            start = number


def _trimmed(document: Document, first: int, last: int) -> Span:
    while SILENT.fullmatch(document.lines[last - 1]):
        last -= 1
    return first, last

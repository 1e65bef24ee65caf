"""An incident from a section: its parts go to their fields, and nothing of it is lost."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from runbook_gen.engine.shell import placeholders
from runbook_gen.ingest.components import Components
from runbook_gen.ingest.document import Document
from runbook_gen.ingest.entry import Entry, numbers
from runbook_gen.ingest.placing import opening, place_within
from runbook_gen.ingest.said import day
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import CUT, Vocabulary, bare
from runbook_gen.model.draft import Span

UNKNOWN_DAY = "1970-01-01"
"""What stands for a day that the document does not say; the field is among the assumed."""

SILENT = re.compile(r"[\s>*_|:=`~+#.-]*")
"""A line that says nothing: blank, a rule, a table's rule."""

DATED = re.compile(r"\s*(?:[-–—|]\s*|[(\[（])[^()\[\]（）]*20\d\d[^()\[\]（）]*[)\]）]?\s*$")
TAG = re.compile(r"\[[^\[\]]+\]|\bSEV-?\d\b|\bP[0-4]\b|\([^()]{1,60}\)")
LOGGED = re.compile(r"\W{0,8}(?:\w+\s)?20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d")
"""A line that begins with a time: what a log says of the day."""
SECRET = re.compile(r"(?i)token|passw|secret|credential|api_?key|private_?key")
LONGEST_TITLE = 200

LISTS = ("symptoms", "respond", "timeline", "causes", "impact", "actions", "verification",
         "measurements", "unresolved", "lessons", "notes")  # fmt: skip


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
    told.set("title", told.text(title), [span])
    opening.open_with(told)
    for part in case.parts:
        place_within(told, part)
    _named_in_passing(told, around)
    told.note(list(_silent_left_out(told)))
    return told


def _title(case: Section, document: Document, words: Vocabulary) -> tuple[str, Span]:
    """The title, without its number and its date, and where it stands."""
    said, span = case.title, (case.first, case.opened)
    if not said:
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
    return (title or document.name.rpartition("/")[2])[:LONGEST_TITLE], span


def _named_in_passing(told: Entry, around: Around) -> None:
    """The day, the severity and the status that headings and front matter name."""
    front = told.document.front
    case = told.case
    where = (case.first, case.opened)
    if "occurred" not in told.values:
        dates = [str(front[key]) for key in ("occurred", "incident_date", "date") if key in front]
        logged = "\n".join(filter(LOGGED.match, told.document.lines[case.first : case.last]))
        told_first = " ".join(block.text for block in case.body if block.kind == "text")
        for said in (
            case.title,
            told_first,
            *reversed(around.above),
            *dates,
            told.document.name,
            *_days_told(told),
            logged,
            around.before,
        ):
            if found := day(said):
                told.values["occurred"] = found.isoformat()
                if said == case.title:
                    told.sources["occurred"] = [where]
                break
    tags = [
        said for tag in TAG.findall(case.title) for said in re.split(r"[,/;·]", tag.strip("[]()"))
    ]
    for field, read in (("severity", told.words.severity), ("status", told.words.status)):
        labels = [told.words.label(said) for said in tags]
        named = [str(front.get(field, "")), *tags, *(x.rest for x in labels if x.field == field)]
        values = [value for said in named if (value := read(said, whole=True))]
        if values and field not in told.values:
            told.values[field] = values[0]
            told.sources[field] = [where]


def _days_told(told: Entry) -> Iterator[str]:
    """Where a report says when it was: in its course of events, or where it sums up."""
    yield from (moment["at"] for moment in told.lists.get("timeline", ()))
    if {"timeline", "impact", "lessons"} & told.lists.keys():
        yield from (said for seen in told.lists.get("symptoms", ())[:1]
                    for said in seen["summary"].values())  # fmt: skip


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


def record(told: Entry, name: str, cluster: str, components: Components) -> dict[str, Any]:
    """The incident as its file has it; what the document does not say is among `assumed`."""
    lists = {**told.lists, **told.texts}
    found = told.values.get("components") or components.named(told.values["title"], lists)
    given = {
        "occurred": told.values.get("occurred"),
        "status": told.values.get("status"),
        "severity": told.values.get("severity"),
        "components": found,
    }
    guessed = {
        "occurred": UNKNOWN_DAY,
        "status": _status(lists),
        "severity": "medium",
        "components": ["unsorted"],
    }
    if "symptoms" not in lists:
        span = {"file": told.document.name, "lines": numbers(told.sources["title"])}
        lists["symptoms"] = [{"summary": told.values["title"], "origin": span}]
    inputs = _inputs(told, lists)
    case = told.case
    sources = {field: numbers(spans) for field, spans in told.sources.items()}
    return {
        "id": name,
        "title": told.values["title"],
        "occurred": given["occurred"] or guessed["occurred"],
        "cluster": cluster,
        "status": given["status"] or guessed["status"],
        "severity": given["severity"] or guessed["severity"],
        "components": given["components"] or guessed["components"],
        **({"inputs": inputs} if inputs else {}),
        **{field: lists[field] for field in LISTS if lists.get(field)},
        **({"assumed": missing} if (missing := [k for k, v in given.items() if not v]) else {}),
        "origin": {
            "file": told.document.name,
            "lines": numbers([(case.first, _end(told))]),
            "fields": sources,
        },
    }


def _end(told: Entry) -> int:
    last = told.case.last
    while last > told.case.first + 1 and not told.document.lines[last - 1].strip():
        last -= 1
    return last


def _status(lists: dict[str, Any]) -> str:
    """How it most likely stands: open where something is, else as the last fix ended."""
    fixes = [a["outcome"] for a in lists.get("actions", ()) if a["purpose"] == "fix"]
    done = "worked" in fixes and "partial" not in fixes and "unresolved" not in lists
    return "resolved" if done else "open"


def _inputs(told: Entry, lists: dict[str, Any]) -> list[dict[str, Any]]:
    """What the commands need from the reader: each `<NAME>` in them."""
    runs = [command["run"] for command in _commands(lists)]
    names = dict.fromkeys(name for run in runs for name in placeholders(run))
    return [
        {
            "name": name,
            "description": told.words.sentence("input", told.values["title"], name=name),
            **({"secret": True} if SECRET.search(name) else {}),
        }
        for name in names
    ]


def _commands(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "run" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _commands(each)

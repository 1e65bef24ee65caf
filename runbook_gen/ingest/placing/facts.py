"""Facts of one line: how bad, how it stands, when, what was involved."""

from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.naming import slug
from runbook_gen.ingest.outline import Section
from runbook_gen.ingest.points import Point, Span
from runbook_gen.ingest.said import day


def severity(entry: Entry, section: Section, found: list[Point]) -> None:
    """`SEV-2`, `심각도: 높음`."""
    _fact(entry, section, found, "severity", entry.words.severity(_value(section, found)))


def status(entry: Entry, section: Section, found: list[Point]) -> None:
    """`Status: resolved`, `상태: 해결`."""
    _fact(entry, section, found, "status", entry.words.status(_value(section, found)))


def occurred(entry: Entry, section: Section, found: list[Point]) -> None:
    """A day in any of the usual notations."""
    date = day(_value(section, found))
    _fact(entry, section, found, "occurred", date.isoformat() if date else None)


def components(entry: Entry, section: Section, found: list[Point]) -> None:
    """Names between commas."""
    names = [slug(name) for name in _value(section, found).replace("、", ",").split(",")]
    _fact(entry, section, found, "components", [name for name in dict.fromkeys(names) if name][:12])


def _value(section: Section, found: list[Point]) -> str:
    return " ".join([section.label.rest, *(point.words for point in found)]).strip()


def _fact(entry: Entry, section: Section, found: list[Point], field: str, value: object) -> None:
    """Set the field. What says more than the value, or nothing known, stays a note, too."""
    spans: list[Span] = [(section.first, section.last)]
    if value and entry.set(field, value, spans) and len(_value(section, found)) < 40:
        return
    entry.note(spans)

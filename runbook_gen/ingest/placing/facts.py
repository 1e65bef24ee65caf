"""Facts of one line: how bad, how it stands, when, what was involved."""

import re

from runbook_gen.ingest.entry import Entry, joined
from runbook_gen.ingest.naming import slug
from runbook_gen.ingest.points import Part
from runbook_gen.ingest.said import day
from runbook_gen.ingest.vocabulary import bare


def severity(entry: Entry, part: Part) -> None:
    """`SEV-2`, `심각도: 높음`."""
    _fact(entry, part, "severity", entry.words.severity(_value(part)))


def status(entry: Entry, part: Part) -> None:
    """`Status: resolved`, `상태: 해결`."""
    _fact(entry, part, "status", entry.words.status(_value(part)))


def occurred(entry: Entry, part: Part) -> None:
    """A day in any of the usual notations."""
    date = day(_value(part))
    _fact(entry, part, "occurred", date.isoformat() if date else None)


def components(entry: Entry, part: Part) -> None:
    """Names between commas."""
    said = [part.section.label.rest, *(point.words for point in part.points)]
    listed = [name for words in said for name in re.split(r"[,、\n]", words)]
    names = [slug(name) for name in listed if len(bare(name).split()) <= LONGEST_NAME]
    _fact(entry, part, "components", [name for name in dict.fromkeys(names) if name][:12])


def _value(part: Part) -> str:
    return " ".join([part.section.label.rest, *(point.words for point in part.points)]).strip()


def _fact(entry: Entry, part: Part, field: str, value: object) -> None:
    """Set the field. What says more than the value, or nothing known, stays a note, too."""
    spans = [(part.section.first, part.section.opened)]
    spans += [span for point in part.points for span in point.spans]
    if value and entry.set(field, value, spans) and len(_value(part)) < SHORT:
        return
    entry.note(joined(spans))


LONGEST_NAME = 4
"""So many words name a component; more of them tell something of it."""

SHORT = 40
"""So many characters hold a fact and no more."""

"""Facts of one line: how bad, how it stands, when, what was involved.

What says more than the value, or nothing known, is kept as a note, too.
"""

import re
from collections.abc import Callable

from runbook_gen.ingest.bare import bare
from runbook_gen.ingest.entry import Entry, joined
from runbook_gen.ingest.naming import slug
from runbook_gen.ingest.points import Part
from runbook_gen.ingest.said import day

BETWEEN = re.compile(r"[\s/,()\[\]|]+")
DATE_ALONE = re.compile(r"[\W\d년월일]*+(?:[A-Za-z]{3,9}[\W\d년월일]*)?")
"""A day in numbers, perhaps with the name of its month."""
CLOCK = re.compile(r"\d:\d\d")


def severity(entry: Entry, part: Part) -> None:
    """`SEV-2`, `심각도: 높음`."""
    said = _value(part)
    value = entry.words.severity(said)
    _fact(entry, part, "severity", value, whole=_is_whole(entry.words.severity, said))


def status(entry: Entry, part: Part) -> None:
    """`Status: resolved`, `상태: 해결`."""
    said = _value(part)
    value = entry.words.status(said)
    _fact(entry, part, "status", value, whole=_is_whole(entry.words.status, said))


def occurred(entry: Entry, part: Part) -> None:
    """A day in any of the usual notations."""
    said = _value(part)
    date = day(said)
    alone = DATE_ALONE.fullmatch(said[:SHORT]) is not None and not CLOCK.search(said)
    _fact(entry, part, "occurred", date.isoformat() if date else None, whole=alone)


def components(entry: Entry, part: Part) -> None:
    """Names between commas."""
    said = "\n".join([part.section.label.rest, *(point.words for point in part.points)])
    listed = re.split(r"[,、\n]", said)
    names = [slug(name) for name in listed if len(bare(name).split()) <= LONGEST_NAME]
    found = [name for name in dict.fromkeys(names) if name][:MOST]
    _fact(entry, part, "components", found, whole=said.isascii() and len(found) < MOST)


def _is_whole(read: Callable[..., str | None], said: str) -> bool:
    """Whether all of the words say a value."""
    if read(said, whole=True):
        return True
    return all(read(word, whole=True) for word in BETWEEN.split(bare(said)) if word)


def _value(part: Part) -> str:
    label = part.section.label
    rest = [label.rest] if label.remark else []  # else the points begin with it
    return " ".join([*rest, *(point.words for point in part.points)]).strip()


def _fact(entry: Entry, part: Part, field: str, value: object, *, whole: bool) -> None:
    spans = [(part.section.first, part.section.opened)]
    spans += [span for point in part.points for span in point.spans]
    shown = any(point.blocks for point in part.points)
    placed = bool(value) and entry.set(field, value, spans)
    if not placed or shown or not whole or len(_value(part)) >= SHORT:
        entry.note(joined(spans))


LONGEST_NAME = 4
"""So many words name a component; more of them tell something of it."""

SHORT = 40
"""So many characters hold a fact and no more."""
MOST = 12
"""So many components an incident names."""

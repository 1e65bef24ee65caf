"""Placing: what a section says goes into the field that it names. One file for each kind."""

import re
from collections.abc import Callable

from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.placing import actions, facts, observations, remarks
from runbook_gen.ingest.points import Part, points
from runbook_gen.ingest.said import commits
from runbook_gen.ingest.section import META, Section

WORD = re.compile(r"[^\W_][\w./:-]*")

Place = Callable[[Entry, Part], None]
"""Puts what a section says into an entry."""

PLACES: dict[str, Place] = {
    "symptoms": observations.symptoms,
    "causes": observations.causes,
    "verification": observations.verification,
    "achieved": observations.verification,
    "actions": actions.actions,
    "workaround": actions.workaround,
    "attempts": actions.actions,
    "recommended": actions.recommended,
    "prevent": actions.prevent,
    "checkpoints": actions.prevent,
    "respond": actions.respond,
    "commits": actions.commits,
    "impact": remarks.impact,
    "lessons": remarks.lessons,
    "measurements": remarks.measurements,
    "timeline": remarks.timeline,
    "unresolved": remarks.unresolved,
    "severity": facts.severity,
    "status": facts.status,
    "occurred": facts.occurred,
    "components": facts.components,
}


def place(entry: Entry, section: Section) -> None:
    """Put a section and its parts where they belong; what no field is for becomes a note."""
    put = PLACES.get(section.field or "")
    if put is None:
        return
    entry.place(section.field or "", [(section.first, section.opened)])
    put(entry, Part(section, points(section)))
    if _remarks(entry, section):
        entry.note([(section.first, max(section.opened, section.first + 1))])
    place_within(entry, section)


def _remarks(entry: Entry, section: Section) -> bool:
    """Whether a label has a remark that is said nowhere else: `Fix (2025-11-17, Kim)`.

    That it was suspected, recommended, or done in a commit, its field says.
    """
    rest, words = section.label.rest, entry.words
    if not section.label.remark or section.field in META or words.field(rest):
        return False
    named = [word for word in WORD.findall(rest) if word not in commits(section.title)]
    return any(not (words.doubts(word) or words.field(word)) for word in named)


def place_within(entry: Entry, section: Section) -> None:
    """Put the parts of a section that name fields; those that name none may hold such."""
    for part in section.parts:
        if part.field:
            place(entry, part)
        else:
            place_within(entry, part)

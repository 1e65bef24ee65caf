"""Placing: what a section says goes into the field that it names. One file for each kind."""

from collections.abc import Callable

from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.placing import actions, facts, observations, remarks
from runbook_gen.ingest.points import Part, points
from runbook_gen.ingest.section import Section

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
    place_within(entry, section)


def place_within(entry: Entry, section: Section) -> None:
    """Put the parts of a section that name fields; those that name none may hold such."""
    for part in section.parts:
        if part.field:
            place(entry, part)
        else:
            place_within(entry, part)

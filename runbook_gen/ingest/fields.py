"""Fields: which of them make a section an incident."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Vocabulary

CURES = frozenset({"actions", "workaround", "attempts", "respond", "recommended"})
TELLING = frozenset({"symptoms", "causes", "cure"})
ASPECTS = TELLING | {"impact", "lessons", "timeline", "verification", "prevent"}


def aspects(parts: Iterable[Section], words: Vocabulary) -> set[str]:
    """What of an incident these fields and those within them tell; all cures count as one."""
    found: set[str] = set()
    for part in parts:
        field = "cure" if part.field in CURES else part.field
        if field in ASPECTS and is_field(part, words):
            found |= {field, *aspects(part.parts, words)}
    return found


def tells(section: Section, words: Vocabulary) -> bool:
    """Whether a section's own parts tell of one incident."""
    found = aspects(section.parts, words)
    enough = 1 if words.opens_incident(section.title) else 2
    return len(found) >= enough and bool(found & TELLING)


def is_field(section: Section, words: Vocabulary) -> bool:
    """Whether a heading only names a field.

    `Problem 3: DNS fails` is an incident's own, and `Troubleshooting` may hold incidents.
    """
    if section.field is None:
        return False
    own = section.label.rest and words.opens_incident(section.title)
    holds = words.is_container(section.title) and any(part.field is None for part in section.parts)
    return not (own or holds or any(_is_told(part, words) for part in section.parts))


def _is_told(section: Section, words: Vocabulary) -> bool:
    """Whether a heading like `Error #2: no space left` has what caused or cured it beneath."""
    named = section.field is None or section.label.rest
    if not (named and words.opens_incident(section.title)):
        return False
    return bool(aspects(section.parts, words) & {"causes", "cure"})


@dataclass
class Found:
    """The incidents found so far, and the lines that they take."""

    cases: list[Section] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)

    def add(self, case: Section) -> None:
        """Take a section for an incident, unless it shares lines with one."""
        lines = range(case.first, case.last)
        if self.lines.isdisjoint(lines):
            self.cases.append(case)
            self.lines.update(lines)

    def holds(self, section: Section) -> bool:
        """Whether a section stands within an incident."""
        return section.first in self.lines

    def within(self, section: Section) -> bool:
        """Whether an incident stands within a section."""
        return not self.lines.isdisjoint(range(section.first, section.last))

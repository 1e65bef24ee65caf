"""Questions: headings that tell of a trouble, with the answer beneath and no fields at all.

The chapters of a troubleshooting guide, of a FAQ, or `Q.` and `A.`
"""

from collections.abc import Iterator

from runbook_gen.ingest.dialects.tables import rows
from runbook_gen.ingest.fields import Found, is_field
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Vocabulary


def find(root: Section, found: Found, words: Vocabulary) -> Iterator[Section]:
    """The headings in a container of incidents, and those that begin like an incident's."""
    cases = list(_find(root, found, words, contained=False))
    yield from cases
    if not cases and not found.cases and len(root.parts) == 1:
        yield from (part for part in root.parts if words.tells_of_trouble(part.title)
                    and part.parts and not words.is_container(part.title))  # fmt: skip


def _find(
    section: Section, found: Found, words: Vocabulary, *, contained: bool
) -> Iterator[Section]:
    # Beside the incidents that a section holds, others may stand.
    if not found.within(section) and _is_case(section, words, contained=contained):
        yield section
        return
    inside = contained or words.is_container(section.title)
    for part in section.parts:
        if not found.holds(part):
            yield from _find(part, found, words, contained=inside)


def _is_case(section: Section, words: Vocabulary, *, contained: bool) -> bool:
    if not section.title or words.is_container(section.title):
        return False
    if any(words.opens_incident(part.title) or words.is_container(part.title)
           for part in section.parts):  # fmt: skip
        return False
    if any(any(rows(block, words)) for block in section.body):
        return False
    told = bool(section.body or section.parts)
    listed = not section.parts and all(block.kind == "table" for block in section.body)
    if words.opens_incident(section.title):
        return told
    if is_field(section, words):
        return False
    deepest = not any(not is_field(part, words) for part in section.parts)
    troubled = words.tells_of_trouble(section.title) and section.level > 1
    return told and deepest and ((contained and not listed) or troubled)

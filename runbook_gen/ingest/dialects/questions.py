"""Questions: headings that tell of a trouble, with the answer beneath and no fields at all.

The chapters of a troubleshooting guide, of a FAQ, or `Q.` and `A.`
"""

from collections.abc import Iterator, Sequence

from runbook_gen.ingest.dialects.tables import rows
from runbook_gen.ingest.fields import is_field
from runbook_gen.ingest.outline import Section
from runbook_gen.ingest.vocabulary import Vocabulary


def find(root: Section, found: Sequence[Section], words: Vocabulary) -> list[Section]:
    """The headings in a container of incidents, and those that begin like an incident's."""
    return list(_find(root, found, words, contained=False))


def _find(
    section: Section, found: Sequence[Section], words: Vocabulary, *, contained: bool
) -> Iterator[Section]:
    if any(section.first <= case.first and section.last >= case.last for case in found):
        pass  # It holds incidents: those beside them may be incidents, too.
    elif _is_case(section, words, contained=contained):
        yield section
        return
    inside = contained or words.is_container(section.title)
    for part in section.parts:
        if not any(part is case for case in found):
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
    if words.opens_incident(section.title):
        return told
    if is_field(section, words):
        return False
    deepest = not any(not is_field(part, words) for part in section.parts)
    troubled = words.tells_of_trouble(section.title) and section.level > 1
    return told and deepest and (contained or troubled)

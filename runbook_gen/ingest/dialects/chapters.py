"""Chapters: headings, bold lines or items whose parts are the fields of one incident.

One file with many incidents, and one incident a file. Beside a chapter that tells of an incident,
one of the same form is an incident, too, even where it names no field.
"""

import re
from collections.abc import Sequence

from runbook_gen.ingest.dialects.tables import rows
from runbook_gen.ingest.fields import aspects, is_field, tells
from runbook_gen.ingest.outline import Section
from runbook_gen.ingest.vocabulary import Vocabulary

NUMBERED = re.compile(r"\W*(?:[^\W\d_]+\s*)?#?\d+")
CLEARLY = 3
"""With so many aspects of its own a section is one incident, though one lies within it."""


def find(root: Section, found: Sequence[Section], words: Vocabulary) -> list[Section]:
    """The chapters that tell of incidents."""
    return _find(root, found, words)


def _find(section: Section, found: Sequence[Section], words: Vocabulary) -> list[Section]:
    if any(section is case for case in found):
        return []
    chapters = [part for part in section.parts if not is_field(part, words)]
    inner = [case for part in chapters for case in _find(part, found, words)]
    clear = tells(section, words) and len(aspects(section.parts)) >= CLEARLY
    if inner and not (clear and len(inner) == 1):
        return inner + _alike(chapters, inner, words)
    if tells(section, words):
        return [section]
    fields = [part for part in section.parts if is_field(part, words)]
    return [case for part in fields for case in _find(part, found, words)]


def _alike(
    chapters: Sequence[Section], cases: Sequence[Section], words: Vocabulary
) -> list[Section]:
    """Chapters beside those of incidents which are headed like them."""
    models = [part for part in chapters if any(part is case for case in cases)]
    if not models:
        return []
    numbered = all(NUMBERED.match(model.title) for model in models)
    return [
        part
        for part in chapters
        if not any(part.first <= case.first < part.last for case in cases)
        and part.level == models[0].level
        and (part.body or part.parts)
        and not any(any(rows(block, words)) for block in part.body)
        and (
            (numbered and NUMBERED.match(part.title))
            or words.opens_incident(part.title)
            or words.tells_of_trouble(part.title)
        )
    ]

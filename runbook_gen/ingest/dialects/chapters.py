"""Chapters: headings, bold lines or items whose parts are the fields of one incident.

One file with many incidents, and one incident a file. Beside a chapter that tells of an incident,
one of the same form is an incident, too, even where it names no field.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from runbook_gen.ingest.dialects.tables import rows
from runbook_gen.ingest.fields import Found, aspects, is_field, tells
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Vocabulary

NUMBERED = re.compile(r"\W*(?:[^\W\d_]+\s*)?#?\d+")
CLEARLY = 3
"""With so many aspects of its own a section is one incident, though one lies within it."""


def find(section: Section, found: Found, words: Vocabulary) -> list[Section]:
    """The chapters that tell of incidents."""
    if found.holds(section) and section.level:
        return []
    chapters = [part for part in section.parts if not is_field(part, words)]
    inner = [case for part in chapters for case in find(part, found, words)]
    clear = tells(section, words) and len(aspects(section.parts, words)) >= CLEARLY
    if inner and not (clear and len(inner) == 1):
        return inner + _alike(chapters, inner, words)
    if tells(section, words):
        return [section]
    fields = [part for part in section.parts if is_field(part, words)]
    return [case for part in fields for case in find(part, found, words)]


def _alike(
    chapters: Sequence[Section], cases: Sequence[Section], words: Vocabulary
) -> list[Section]:
    """Chapters beside those of incidents which are headed like them."""
    starts = sorted(case.first for case in cases)
    models = [part for part in chapters if _starts(part, starts) == part.first]
    if not models:
        return []
    numbered = all(NUMBERED.match(model.title) for model in models)
    return [
        part
        for part in chapters
        if _starts(part, starts) is None
        and part.level == models[0].level
        and (part.body or part.parts)
        and not words.is_container(part.title)
        and not any(words.opens_incident(inner.title) for inner in part.parts)
        and not any(any(rows(block, words)) for block in part.body)
        and (
            (numbered and NUMBERED.match(part.title))
            or words.opens_incident(part.title)
            or words.tells_of_trouble(part.title)
        )
    ]


def _starts(part: Section, starts: Sequence[int]) -> int | None:
    """The first line of the first incident in a chapter."""
    at = bisect_left(starts, part.first)
    return starts[at] if at < len(starts) and starts[at] < part.last else None

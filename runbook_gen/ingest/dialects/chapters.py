"""Chapters: headings, bold lines or items whose parts are the fields of one incident.

One file with many incidents, and one incident a file. Beside a chapter that tells of an incident,
one of the same form is an incident, too, even where it names no field.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace

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
    held = {part.first: cases for part in chapters if (cases := find(part, found, words))}
    inner = [case for cases in held.values() for case in cases]
    if own := _own(section, held, words):
        return [own, *inner]
    clear = tells(section, words) and len(aspects(section.parts, words)) >= CLEARLY
    if inner and not (len(inner) == 1 and (clear or _only_wraps(inner[0], section, words))):
        return inner + _alike(chapters, inner, words)
    if inner or tells(section, words):
        return [section]
    fields = [part for part in section.parts if is_field(part, words)]
    return [case for part in fields for case in find(part, found, words)]


def _own(section: Section, held: Collection[int], words: Vocabulary) -> Section | None:
    """An incident told in full before the first chapter that holds others; nothing behind it."""
    end = min(held, default=section.last)
    before = [part for part in section.parts if part.first < end]
    behind = [part for part in section.parts if part.first >= end and is_field(part, words)]
    told = aspects(before, words)
    full = {"symptoms", "cure"} <= told and len(told) >= CLEARLY
    alone = held and full and not behind
    return replace(section, last=end, parts=before) if alone else None


def _only_wraps(case: Section, section: Section, words: Vocabulary) -> bool:
    """Whether a heading says no more than `Troubleshooting`, and the one above it says what."""
    above = section.title and not words.is_container(section.title)
    wraps = words.is_container(case.title) and not words.opens_incident(case.title)
    return bool(above and wraps and any(part is case for part in section.parts))


def _alike(
    chapters: Sequence[Section], cases: Sequence[Section], words: Vocabulary
) -> list[Section]:
    """Chapters beside those of incidents which are headed like them."""
    starts = sorted(case.first for case in cases)
    models = [part for part in chapters if _starts(part, starts) == part.first]
    if not models:
        return []
    # Where each says `Problem 3`, a number alone says nothing.
    named = all(words.opens_incident(model.title) for model in models)
    numbered = not named and all(NUMBERED.match(model.title) for model in models)
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

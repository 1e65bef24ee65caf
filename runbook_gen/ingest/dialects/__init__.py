"""Dialects: the shapes in which documents tell of incidents. One file for each.

A dialect finds sections that tell of one incident each, with the fields as their parts. To add
one: write `<dialect>.py` with `find(root, words)`, and add it to `DIALECTS`; a later dialect sees
what the earlier ones have found.
"""

from collections.abc import Callable, Sequence

from runbook_gen.ingest.dialects import chapters, pairs, questions, tables
from runbook_gen.ingest.outline import Section
from runbook_gen.ingest.vocabulary import Vocabulary

Dialect = Callable[[Section, Sequence[Section], Vocabulary], list[Section]]
"""The whole document, the incidents found so far, the words; gives the incidents it finds more."""

DIALECTS: tuple[Dialect, ...] = (pairs.find, chapters.find, tables.find, questions.find)


def incidents(root: Section, words: Vocabulary) -> list[Section]:
    """The sections that tell of one incident each, in order; none lies within another."""
    found: list[Section] = []
    for find in DIALECTS:
        found += [case for case in find(root, found, words) if not within(case, found)]
    return sorted(found, key=lambda case: case.first)


def within(section: Section, others: Sequence[Section]) -> bool:
    """Whether a section shares lines with one of the others."""
    return any(section.first < other.last and other.first < section.last for other in others)

"""Dialects: the shapes in which documents tell of incidents. One file for each.

A dialect finds sections that tell of one incident each, with the fields as their parts. To add
one: write `<dialect>.py` with `find(root, words)`, and add it to `DIALECTS`; a later dialect sees
what the earlier ones have found.
"""

from collections.abc import Callable, Iterable

from runbook_gen.ingest.dialects import chapters, pairs, questions, tables
from runbook_gen.ingest.fields import Found
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Vocabulary

Dialect = Callable[[Section, Found, Vocabulary], Iterable[Section]]
"""The whole document, the incidents found so far, the words; gives the incidents it finds more."""

DIALECTS: tuple[Dialect, ...] = (pairs.find, chapters.find, tables.find, questions.find)


def incidents(root: Section, words: Vocabulary) -> list[Section]:
    """The sections that tell of one incident each, in order; none lies within another."""
    found = Found()
    for find in DIALECTS:
        for case in list(find(root, found, words)):
            found.add(case)
    return sorted(found.cases, key=lambda case: case.first)

"""Dialects: the shapes in which documents tell of incidents. One file for each.

A dialect finds sections that tell of one incident each, with the fields as their parts. To add
one: write `<dialect>.py` with `find(root, words)`, and add it to `DIALECTS`; a later dialect sees
what the earlier ones have found.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import takewhile

from runbook_gen.ingest.dialects import chapters, pairs, questions, tables
from runbook_gen.ingest.fields import Found, is_field
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
    cases = sorted(found.cases, key=lambda case: case.first)
    return [_with_fields_behind(cases[0], root, words)] if len(cases) == 1 else cases


def _with_fields_behind(case: Section, root: Section, words: Vocabulary) -> Section:
    """The only incident of a document, with the fields headed as high as itself behind it."""
    if all(part is not case for part in root.parts):
        return case
    behind = (part for part in root.parts if part.first >= case.last)
    fields = list(takewhile(lambda part: is_field(part, words), behind))
    parts = [*case.parts, *fields]
    return replace(case, parts=parts, last=parts[-1].last) if fields else case

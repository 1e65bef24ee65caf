"""Bring old documents in: Markdown becomes incidents, and no line of it is lost.

Deterministic and offline: the same text gives the same incidents, byte for byte. A document is
read into blocks, an outline of sections is made of these, a dialect finds the sections that tell of
an incident each, and what their parts say is placed in the fields that their headings name. What no
field is for becomes a note, and what belongs to no incident is left over and said so.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from runbook_gen.ingest.blocks import blocks
from runbook_gen.ingest.cluster import cluster
from runbook_gen.ingest.components import Components
from runbook_gen.ingest.dialects import incidents
from runbook_gen.ingest.document import Document, read
from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.incident import SILENT, Around, entry
from runbook_gen.ingest.naming import slug
from runbook_gen.ingest.outline import outline
from runbook_gen.ingest.record import record
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Vocabulary
from runbook_gen.model.draft import Draft, Leftover, Told

__all__ = ["Components", "Draft", "Leftover", "Reading", "Told", "Vocabulary", "ingest"]


class Reading(NamedTuple):
    """What a collection brings to the reading of a document."""

    words: Vocabulary
    components: Components
    languages: tuple[str, ...] = ("ko", "en")
    cluster: str = ""


def ingest(name: str, text: str, reading: Reading) -> Draft:
    """The incidents of a document, each with the id that its title gives: "" where it gives none.

    Others may have the same id.
    """
    document, words, languages = read(name, text), reading.words, reading.languages
    root = outline(blocks(document), len(document.lines), words)
    cases = incidents(root, words)
    before = "\n".join(document.lines[document.body : cases[0].first if cases else None])
    told = [
        entry(case, Around(list(_above(root, case)), before), document, words, languages)
        for case in cases
    ]
    around = cluster(root, cases, document, words, languages)
    records = tuple(_told(document, each, reading) for each in told)
    said = {n for n, line in enumerate(document.lines) if not SILENT.fullmatch(line)}
    records = tuple(_saying(each, said) for each in records)
    around = _saying(around, said) if around else None
    placed = {n for each in (*records, *((around,) if around else ())) for n in each.lines}
    leftovers = tuple(_leftovers(document, root, sorted(said - placed)))
    return Draft(name, records, around, leftovers, len(said))


def _saying(told: Told, said: set[int]) -> Told:
    """Of the lines that are placed, those that say something."""
    return told._replace(lines={n: field for n, field in told.lines.items() if n in said})


def _told(document: Document, each: Entry, reading: Reading) -> Told:
    title = next(iter(each.values["title"].values()))
    stem = document.name.rpartition("/")[2].rpartition(".")[0]
    name = slug(title) or slug(stem)
    return Told(record(each, name, reading.cluster, reading.components), each.lines)


def _above(section: Section, case: Section) -> Iterator[str]:
    """The headings that a section stands under, the outermost first."""
    at = bisect_right(section.parts, case.first, key=lambda part: part.first) - 1
    part = section.parts[at] if at >= 0 else case
    if part is not case and case.first < part.last:
        yield part.title
        yield from _above(part, case)


def _leftovers(document: Document, root: Section, lines: Sequence[int]) -> Iterator[Leftover]:
    """Lines that follow each other, as they stand; `lines` are those that say something."""
    under = [""] * root.last
    for section in root.walk():
        if section.title:
            under[section.first : section.last] = [section.title] * (section.last - section.first)
    for first, last in _runs(lines):
        yield Leftover((first, last), under[first], document.source(first, last))


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for line in lines:
        if line != end and start >= 0:
            yield start, end
        if line != end:
            start = line
        end = line + 1
    if start >= 0:
        yield start, end

"""Tables: one row an incident, with a column for its symptom, its cause, its fix."""

from collections.abc import Iterator

from runbook_gen.ingest.bare import bare
from runbook_gen.ingest.blocks import Block
from runbook_gen.ingest.fields import CURES, Found
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Label, Vocabulary

ROW_LEVEL = 20


def find(root: Section, found: Found, words: Vocabulary) -> list[Section]:
    """The rows of each table that has a symptom and what comes of it, but those told already."""
    told = "\n".join(_plain(case.title) for case in found.cases)
    return [
        row
        for section in root.walk()
        if not (found.holds(section) and section.level)
        for block in section.body
        if block.kind == "table" and block.first not in found.lines
        for row in rows(block, words)
        if _plain(row.title) not in told
    ]


def rows(table: Block, words: Vocabulary) -> Iterator[Section]:
    """The rows of a table as incidents; none, if its columns are others."""
    fields = [words.field(cell) for cell in table.rows[0]] if table.rows else []
    cures = CURES | {"prevent"}
    known = {"cure" if field in cures else field for field in fields}
    if len(known & {"symptoms", "causes", "cure"}) < 2:
        return
    first = fields.index("symptoms") if "symptoms" in fields else 0
    for line, cells in enumerate(table.rows[1:], table.first + 2):
        title = cells[first] or next(filter(None, cells), "")
        if not any(cell.strip() for cell in cells):
            continue
        row = Section(title, Label(None, title), ROW_LEVEL, line, line + 1, line + 1)
        for name, field, cell in zip(table.rows[0], fields, cells, strict=False):
            counted = field is None and not any(sign.isalpha() for sign in name)
            if set(cell.strip()) - set("-–—#0123456789" if counted else "-–—"):
                part = Section(name, Label(field), ROW_LEVEL + 1, line, line, line + 1)
                part.body.append(Block("text", line, line + 1, cell))
                row.parts.append(part)
        yield row


def _plain(title: str) -> str:
    return bare(title).lower()

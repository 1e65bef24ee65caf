"""The ledger of translations: JSON Lines, one for each text.

A line holds the source text under its language, first, and the digest of each translation under
its own: `{"ko": "원인", "en": "5f1d2c…"}`. Lines stand in the order of the texts, so that a change
of one text is a change of one line.
"""

import json
import re
from collections.abc import Iterable, Iterator

from runbook_gen.load import decoding
from runbook_gen.load.source import Source
from runbook_gen.model.files import LEDGERS
from runbook_gen.model.finding import Finding
from runbook_gen.model.ledger import Pair
from runbook_gen.model.place import Place

UNPRINTABLE = re.compile(f"{decoding.FORBIDDEN.pattern}|[\ud800-\udfff]")
REMEDY = "Remove the line, and run 'runbook-gen translations record'."


def is_ledger(file: str) -> bool:
    """Whether a file of the collection belongs to the ledger."""
    return f"/{LEDGERS}/" in f"/{file}".replace("\\", "/")


def read(source: Source, language: str, findings: list[Finding]) -> Iterator[Pair]:
    """The pairs of one file; those of another source `language` do not count."""
    try:
        text = decoding.decode(source.data)
    except decoding.Problem as problem:
        place = Place(source.file, problem.line, problem.column)
        findings.append(Finding("schema", "error", place, problem.message, problem.remedy))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        told = _row(line)
        if told is None:
            place = Place(source.file, number, 1, line[:200])
            message = "this is no line of the ledger of translations"
            findings.append(Finding("schema", "error", place, message, REMEDY))
        elif next(iter(told), None) == language:
            yield from (Pair(told[language], to, known) for to, known in [*told.items()][1:])


def _row(line: str) -> dict[str, str] | None:
    """What a line tells; None where it is not of our form. Escapes may not bring in controls."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    values = told.values() if isinstance(told, dict) else (None,)
    sound = all(isinstance(value, str) and not UNPRINTABLE.search(value) for value in values)
    return told if sound else None


def ledger_text(language: str, pairs: Iterable[Pair]) -> str:
    """The text of one file of the ledger; `language` is that of the source."""
    rows: list[dict[str, str]] = []
    for source, to, known in pairs:
        if not rows or rows[-1][language] != source or to in rows[-1]:
            rows.append({language: source})
        rows[-1][to] = known
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)

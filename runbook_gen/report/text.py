"""Findings as text: the place, what is wrong, the remedy, and the line with a caret under it."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from runbook_gen.model.finding import Finding
from runbook_gen.report.sentence import sentence

WIDEST = 160  # a line longer than this is cut around its caret


def report(findings: Sequence[Finding]) -> str:
    """A block for each finding, what is left to do, and a count; "No findings." where none is."""
    if not findings:
        return "No findings.\n"
    blocks = [_block(finding) for finding in findings]
    counts = Counter(finding.severity for finding in findings)
    total = ", ".join(
        f"{counts[s]} {s}{'' if counts[s] == 1 else 's'}"
        for s in ("error", "warning", "note")
        if counts[s]
    )
    work = list(_left_to_do(findings))
    blocks += ["\n".join(["Left to do, what is worth most first:", *work]) + "\n"] if work else []
    return "\n".join([*blocks, f"{total}. 'runbook-gen explain ID' says more.\n"])


def _block(finding: Finding) -> str:
    place = finding.place
    said = printable(f"{place}: {sentence(finding.message)} {finding.remedy}")
    lines = [f"{said} [{finding.severity}: {finding.id}]"]
    if place.source.strip():
        source, column = _window(place.source, place.column)
        number = str(place.line)
        lines.append(f"  {number} | {source}")
        lines.append(f"  {' ' * len(number)} | {_space(source[: column - 1])}^")
    return "\n".join(lines) + "\n"


def _left_to_do(findings: Sequence[Finding]) -> Iterator[str]:
    """How much work there is of each kind, where it begins, and what to do there."""
    work = sorted((f for f in findings if f.worth), key=lambda finding: finding.worth)
    kinds = (list(kind) for _, kind in groupby(work, key=lambda finding: finding.id))
    for number, kind in enumerate(kinds, 1):
        first, files = kind[0], len({finding.place.file for finding in kind})
        much = f"{sum(finding.amount for finding in kind)} × {first.id}"
        where = f" in {files} files" if files > 1 else ""
        yield printable(f"  {number}. {much}{where}, first at {first.place}: {first.remedy}")


def _window(source: str, column: int) -> tuple[str, int]:
    """The part of a long line around its column, and the column in that part."""
    start = 0 if len(source) <= WIDEST else max(0, column - 1 - WIDEST // 2)
    shown = source[start : start + WIDEST]
    return printable(shown), column - start


def printable(text: str) -> str:
    """`text` without what a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _space(text: str) -> str:
    """White space as wide as `text` in a terminal, where Korean takes two cells."""
    return "".join(
        c if c == "\t" else "  " if unicodedata.east_asian_width(c) in "WF" else " " for c in text
    )

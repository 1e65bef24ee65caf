"""Secrets in a text: whatever opens something and must never be published."""

from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import Any

from runbook_gen.engine.redaction import aws, credentials, keys, kubernetes, library, tokens
from runbook_gen.engine.redaction.detector import Found, Passes, compiled
from runbook_gen.engine.redaction.known import is_example

DETECTORS = (
    *keys.DETECTORS,
    *aws.DETECTORS,
    *tokens.DETECTORS,
    *kubernetes.DETECTORS,
    *credentials.DETECTORS,
)


def findings(text: str, allowed: Passes | None = None) -> list[Found]:
    """Every secret in a text, in order; of those that overlap, the one that begins first.

    Known examples pass, and what `allowed` lets through.
    """
    found: list[Found] = []
    if not _may_hold(text):
        return found
    begin = 0
    for number, line in enumerate(text.split("\n"), 1):
        # Of several kinds in one place the first detector's, which knows it best, is told.
        for first, last, kind in sorted(_in_line(line), key=itemgetter(0)):
            value = line[first:last]
            free = not found or begin + first >= found[-1].end
            if free and not (is_example(value) or (allowed and allowed(value))):
                found.append(Found(kind, number, first + 1, begin + first, begin + last))
        begin += len(line) + 1
    return found


def _may_hold(text: str) -> bool:
    return _hints().search(text.encode("utf-8", "replace")) is not None


def _in_line(line: str) -> Iterator[tuple[int, int, str]]:
    if not _may_hold(line):
        return
    for detector in DETECTORS:
        for match in compiled(detector.pattern).finditer(line):
            if detector.real(match[match.lastindex or 0]):
                yield *match.span(match.lastindex or 0), detector.kind
    yield from library.found(line)


@cache
def _hints() -> Any:
    """One expression that holds wherever a secret may be: most texts are read no further."""
    import re2

    options = re2.Options()
    options.never_capture = True
    options.max_mem = 64 << 20
    hints = (*(detector.hint for detector in DETECTORS), *library.HINTS.values())
    return re2.compile("|".join(f"(?:{hint})" for hint in dict.fromkeys(hints)), options)

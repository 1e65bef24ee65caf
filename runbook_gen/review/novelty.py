"""Which findings a change brought, and which lines it touches.

A change can break a file that it does not touch: a rule that is renamed leaves a lesson without
its keeper. So findings are compared by what they say, not by where they stand; what stands on a
line that was touched is told, too, since its author is there anyway.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from runbook_gen.model.finding import Finding


def new(
    today: Iterable[Finding], before: Iterable[Finding], touched: Mapping[str, frozenset[int]]
) -> Iterator[Finding]:
    """The findings of today that were not there before, or that stand on a touched line."""
    known = Counter(map(_said, before))
    for finding in today:
        said = _said(finding)
        if known[said]:
            known[said] -= 1
            if finding.place.line not in touched.get(finding.place.file, ()):
                continue
        yield finding


def _said(finding: Finding) -> tuple[str, ...]:
    """What makes a finding the same one wherever it moves in its file."""
    return finding.id, finding.severity, finding.place.file, finding.message, finding.remedy


def changed_lines(was: bytes, now: bytes) -> frozenset[int]:
    """The lines of a file, from 1, that are not as they were."""
    before, after = was.splitlines(), now.splitlines()
    ahead = 0
    while ahead < min(len(before), len(after)) and before[ahead] == after[ahead]:
        ahead += 1
    left, right = before[ahead:], after[ahead:]
    while left and right and left[-1] == right[-1]:
        left.pop()
        right.pop()
    blocks = SequenceMatcher(None, left, right).get_opcodes()
    return frozenset(
        ahead + line + 1
        for kind, _, _, first, last in blocks
        if kind != "equal"
        for line in range(first, last)
    )

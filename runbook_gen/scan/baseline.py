"""Old findings that are known: a file lists them, so that only new ones fail.

A finding is known by its rule, its file and its line's text, so it stays known when it moves.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from runbook_gen.model.finding import Finding


def fingerprint(finding: Finding) -> str:
    """What a finding is known by."""
    parts = (finding.id, finding.place.file, finding.place.source.strip())
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def written(findings: Iterable[Finding]) -> str:
    """A baseline of these findings, as JSON."""
    rows = [{"rule": f.id, "file": f.place.file, "fingerprint": fingerprint(f)} for f in findings]
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=2) + "\n"


def new(findings: Iterable[Finding], baseline: str) -> Iterator[Finding]:
    """The findings that the baseline does not know; of equal ones, those beyond its count.

    Raises:
        ValueError: the text is no baseline.
    """
    try:
        read = json.loads(baseline)
        known = Counter(str(row["fingerprint"]) for row in read["findings"])
        version = read["version"]
    except (KeyError, RecursionError, TypeError, ValueError):
        version, known = None, Counter()
    if version != 1:
        raise ValueError("it is no baseline of version 1")
    for finding in findings:
        mark = fingerprint(finding)
        if known[mark]:
            known[mark] -= 1
        else:
            yield finding

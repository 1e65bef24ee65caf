"""Old findings that are known: a file lists them, so that only new ones fail.

A finding is known by its rule, its file and its line's text, so it stays known when it moves. A
file goes by its path from the root of its tree, from whatever folder the scan is run.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from runbook_gen.model.finding import Finding

AS_SHOWN: Mapping[str, str] = {}
"""Every file goes by the path that its findings show."""


def fingerprint(finding: Finding, own: Mapping[str, str] = AS_SHOWN) -> str:
    """What a finding is known by; `own` has the path in its tree of each file shown otherwise."""
    parts = (finding.id, _file(finding, own), finding.place.source.strip())
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def _file(finding: Finding, own: Mapping[str, str]) -> str:
    return own.get(finding.place.file, finding.place.file)


def written(findings: Iterable[Finding], own: Mapping[str, str] = AS_SHOWN) -> str:
    """A baseline of these findings, as JSON."""
    rows = [
        {"rule": f.id, "file": _file(f, own), "fingerprint": fingerprint(f, own)} for f in findings
    ]
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=2) + "\n"


def new(
    findings: Iterable[Finding], baseline: str, own: Mapping[str, str] = AS_SHOWN
) -> Iterator[Finding]:
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
        mark = fingerprint(finding, own)
        if known[mark]:
            known[mark] -= 1
        else:
            yield finding

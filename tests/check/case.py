"""The cases of the checks, as collections under review.

A case is a folder `cases/<check id>/{good,bad}[-name]/`. It holds only the files that differ from
`cases/sound/`, and in bad cases `expected.txt`: the findings, a line each. Where a case has a
`commits.txt`, those are the commits that the repository knows; `ordinary.log` holds the lines of
a healthy day.
"""

from datetime import date
from pathlib import Path

from runbook_gen.check import Review, check
from runbook_gen.load import load
from runbook_gen.load.source import Source

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path for path in FOLDER.glob("*/*") if path.is_dir())


def review(case: Path) -> Review:
    """The sound collection with the files of `case` laid over it."""
    files: dict[str, bytes] = {}
    for folder in (FOLDER / "sound", case):
        for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.jsonl"))):
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    collection, findings, _ = load(Source(name, data) for name, data in files.items())
    assert not findings, "a case must load"
    assert collection is not None
    commits = case / "commits.txt"
    known = frozenset(commits.read_text("utf-8").split()) if commits.exists() else None
    log = case / "ordinary.log"
    ordinary = tuple(log.read_text("utf-8").splitlines()) if log.exists() else ()
    has_commit = known.__contains__ if known is not None else None
    return Review(collection, date(2026, 1, 1), has_commit, ordinary=ordinary)


def found(case: Path) -> list[str]:
    """The findings of `case` as they stand in `expected.txt`."""
    findings = sorted(check(review(case)), key=lambda finding: finding.place)
    return [f"{f.place}: {f.severity}: {f.id}: {f.message}" for f in findings]

"""What the loader and the checks say of a collection's files, wherever they were read from."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.cli import ordinary, project

if TYPE_CHECKING:
    from runbook_gen.load.collection import Loaded
    from runbook_gen.model.finding import Finding


class Judged(NamedTuple):
    """A collection as far as it loads, and every finding in it, in order of place."""

    loaded: "Loaded"
    findings: tuple["Finding", ...]


def judged(
    of: project.Project,
    contents: project.Contents,
    repo: Path | None = None,
    irregular: Iterable[tuple[str, str]] = (),
) -> Judged:
    """Load the files and run every check; `irregular` are files that could not be read as such."""
    from runbook_gen.check import Review, check
    from runbook_gen.model.finding import Finding, in_order
    from runbook_gen.model.place import Place

    loaded = of.load(contents)
    findings = list(loaded.findings)
    for file, kind in irregular:
        remedy = "Put the file itself there."
        findings.append(Finding("yaml", "error", Place(file), f"this is a {kind}", remedy))
    if loaded.collection:
        known = _commits(repo) if repo else None
        today = datetime.date.today()
        lines = tuple(line.text for line in ordinary.lines())
        findings += check(Review(loaded.collection, today, known, loaded.left_out, lines))
    return Judged(loaded, in_order(findings))


def _commits(repo: Path) -> Callable[[str], bool]:
    from runbook_gen.cli.commits import Commits

    return Commits(repo)

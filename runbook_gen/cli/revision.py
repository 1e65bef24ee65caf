"""A collection as it was at a git revision, and what came since."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.cli import git, judging, project
from runbook_gen.cli.command import CannotRun

if TYPE_CHECKING:
    from runbook_gen.model.finding import Finding


class Snapshot(NamedTuple):
    """A collection's files at a revision, named as they would be today; and what is no file."""

    contents: project.Contents
    irregular: Sequence[tuple[str, str]]


def at(where: project.Project, revision: str) -> Snapshot:
    """The collection as it was.

    Raises:
        CannotRun: there is no repository, or no such revision.
    """
    contents, irregular = [], []
    for path, kind, data in git.files_at(where.incidents, revision):
        if where.counts(where.incidents / path):
            name = project.shown(where.incidents / path)
            if kind == "file":
                contents.append((name, data))
            else:
                irregular.append((name, kind))
    return Snapshot(contents, irregular)


def new_since(
    where: project.Project, revision: str, findings: Iterable["Finding"], repo: Path | None
) -> list["Finding"]:
    """Of the findings of today those that the change since a revision brought or touches.

    Raises:
        CannotRun: there is no repository, or no such revision.
    """
    from runbook_gen.review import new

    _see_that_it_is_named(revision)
    before = at(where, revision)
    was = judging.judged(where, before.contents, repo, before.irregular).findings
    return list(new(findings, was, touched(before.contents, tuple(where.contents()))))


def touched(before: project.Contents, after: project.Contents) -> Mapping[str, frozenset[int]]:
    """The lines, from 1, of each file that are not as they were."""
    from runbook_gen.review import changed_lines

    was = dict(before)
    return {name: changed_lines(was.get(name, b""), data) for name, data in after}


def changed(where: project.Project, revision: str, named: set[str] | None) -> set[str]:
    """The names of the files that differ from a revision, of those that were named if any were.

    Raises:
        CannotRun: there is no repository, or no such revision.
    """
    _see_that_it_is_named(revision)
    was = dict(at(where, revision).contents)
    names = {name for name, data in where.contents() if was.get(name) != data}
    return names if named is None else names & named


def _see_that_it_is_named(revision: str) -> None:
    if not revision.strip():
        raise CannotRun("--since names no revision. Name one, such as main, or leave it out.")

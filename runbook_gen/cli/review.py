"""Tell what a change to the collection means, for those who review it.

Compares HEAD, a git revision (default: the working tree), with the commit at which it left BASE:
what changed in each incident, field by field and in every language; which new incident is much like
one that is there; what the checks have to say of the change; which exported rules mean something
else; which texts a language lacks or has from before. As Markdown it is one comment, in which
nothing that the change says can mention, link or break anything. It reads files and runs none, so
the change need not be trusted. Exit code 1 says that something is to mend.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import git, judging, project, reporting, revision
from runbook_gen.cli.command import CLEAN, FINDINGS

if TYPE_CHECKING:
    from runbook_gen.model.change import Change, Release
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.review import Review


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("base", metavar="BASE", help="what it shall be merged into: a revision")
    parser.add_argument("head", metavar="HEAD", nargs="?", help="the change; default: these files")
    parser.add_argument("--repo", metavar="DIR", type=Path, help="look commits up in this clone")
    reporting.add_format(parser, ("text", "json", "markdown"))


def run(args: Namespace) -> int:
    """Report the change, and its verdict."""
    from runbook_gen.report import REVIEW_REPORTS

    told = _review(project.find(args.collection), args.base, args.head, args.repo)
    sys.stdout.write(REVIEW_REPORTS[args.format](told))
    return FINDINGS if told.verdict.level == "mend" else CLEAN


def _review(where: project.Project, base: str, head: str | None, repo: Path | None) -> "Review":
    from runbook_gen.review import new, review

    fork = git.fork_point(where.incidents, base, head)
    before, after = revision.at(where, fork), _today(where, head)
    was = judging.judged(where, before.contents, repo, before.irregular)
    now = judging.judged(where, after.contents, repo, after.irregular)
    touched = revision.touched(before.contents, after.contents)
    findings = new(now.findings, was.findings, touched)
    changes, release = _rules(was.loaded.collection, now.loaded.collection)
    return review(
        was.loaded.collection,
        now.loaded.collection,
        findings,
        changes,
        release,
        left_out=_left_out(where, after.contents, now.loaded.collection),
        elsewhere=_elsewhere(where, fork, head),
    )


def _today(where: project.Project, head: str | None) -> revision.Snapshot:
    """What the change made of it."""
    if head is not None:
        return revision.at(where, head)
    return revision.Snapshot(tuple(where.contents()), where.irregular())


def _rules(
    was: "Collection | None", now: "Collection | None"
) -> tuple[tuple["Change", ...], "Release | None"]:
    """How the exported rules change; nothing can be said where one side does not load."""
    from runbook_gen.diff import diff, release

    if now is None:
        return (), None
    changes = tuple(diff(was.rules if was else (), now.rules))
    if was is None:
        return changes, None
    versions = (side.settings.record.pack_version for side in (was, now))
    return changes, release(changes, *versions)


def _left_out(
    where: project.Project, contents: project.Contents, collection: "Collection | None"
) -> list[str]:
    """The incidents' files that did not load."""
    if collection is None:
        return []
    loaded = {entry.file for entry in collection.entries}
    examples = f"{project.shown(where.example_folder)}/"
    names = (name for name, _ in contents if name.lower().endswith((".yaml", ".yml")))
    return [name for name in names if name not in loaded and not name.startswith(examples)]


def _elsewhere(where: project.Project, fork: str, head: str | None) -> list[str]:
    """The changed files outside the collection, by their paths in the repository."""
    top = git.top(where.incidents) or where.root
    own = f"{where.incidents.resolve().relative_to(top.resolve()).as_posix()}/"
    changed = git.changed_files(where.incidents, fork, head)
    return [name for name in changed if not name.startswith(own)]

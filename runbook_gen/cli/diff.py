"""Say what changed in meaning between two packs, rule by rule.

OLD and NEW are packs (a folder or a .tar.gz) or git revisions; NEW is the working tree where it is
left out. A rule was added or removed, became stricter (it fires where it was silent) or looser, or
only its words changed: the old and the new one are tried on the examples of both. The report ends
with the step that the pack's version must take. Exit code 1 says that something changed.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.cli import packs, project, reporting
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun
from runbook_gen.cli.revision import at

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.rule import Origin, Rule


class Side(NamedTuple):
    """A set of rules, and the version that it goes by."""

    rules: "tuple[tuple[Origin, Rule], ...]"
    version: str


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("old", metavar="OLD", help="a pack, or a git revision")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the same; default: the working tree")
    reporting.add_format(parser, ("text", "json", "markdown"))


def run(args: Namespace) -> int:
    """Report every change, and the version that they call for."""
    from runbook_gen.diff import diff, release
    from runbook_gen.report import CHANGE_REPORTS

    where = project.find(args.collection)
    old, new = _side(where, args.old), _side(where, args.new)
    changes = tuple(diff(old.rules, new.rules))
    told = release(changes, old.version, new.version)
    sys.stdout.write(CHANGE_REPORTS[args.format](changes, told))
    return FINDINGS if changes else CLEAN


def _side(where: project.Project, name: str | None) -> Side:
    """The rules that a word of the command line names.

    Raises:
        CannotRun: it names nothing that has rules.
    """
    if name is None:
        return _of(where.sound())
    path = Path(name)
    if path.exists():
        return Side(packs.rules_of(path), packs.version_of(path))
    return _at(where, name)


def _of(collection: "Collection") -> Side:
    """The rules as they would be exported."""
    told = project.published(collection)
    return Side(told.rules, told.settings.record.pack_version)


def _at(where: project.Project, revision: str) -> Side:
    """The collection as it was at a revision."""
    loaded = where.load(at(where, revision).contents)
    if loaded.collection is None:
        first = loaded.findings[0] if loaded.findings else None
        said = f"{first.place}: {first.message}" if first else "there is no collection"
        raise CannotRun(f"at {revision}, {said}. Name a revision that loads, or a pack.")
    return _of(loaded.collection)

"""Check the collection, and say where, what and what to do.

Loads every file, reports every problem of every file with its line, and then judges the
collection as a whole. 'runbook-gen explain' lists the checks; their severity is set in
collection.yaml. With FILEs, only the findings in these are reported; with --since, only what is new
since a commit, wherever it stands, and what stands on a changed line. --fix puts right what has one
right answer: quotes around commits, the order of keys, space at the end of lines, the line that
names the schema, an id that is not the file's name. Where nothing has changed since the last check,
its verdict is repeated.
"""

import datetime
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import fixing, judging, project, reporting, revision, verdict
from runbook_gen.cli.command import CannotRun

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.finding import Finding


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="report these only")
    parser.add_argument("--repo", metavar="DIR", type=Path, help="look commits up in this clone")
    parser.add_argument("--since", metavar="REV", help="report what the change since REV touches")
    parser.add_argument("--fix", action="store_true", help="put right what has one right answer")
    parser.add_argument("--diff", action="store_true", help="with --fix: show it, write nothing")
    parser.add_argument("--no-cache", action="store_true", help="judge anew in any case")
    reporting.add_strict(parser)
    reporting.add_format(parser, reporting.FINDING_FORMATS)


def run(args: Namespace) -> int:
    """Report every finding, in order of place."""
    where = project.find(args.collection)
    if args.diff and not args.fix:
        raise CannotRun("--diff shows what --fix would do. Write: check --fix --diff.")
    named = where.named(args.files) if args.files else None
    if args.fix:
        fixable = named if args.since is None else revision.changed(where, args.since, named)
        if args.diff:
            return fixing.show(where, fixable)
        fixing.write(where, fixable)
    if args.repo or args.no_cache or args.since is not None:
        _, findings = review(where, args.repo)
    else:
        findings = _quickly(where)
    if args.since is not None:
        findings = revision.new_since(where, args.since, findings, args.repo)
    if named is not None:
        # Where the settings or the cluster do not load, nothing else was judged: say that, too.
        findings = [f for f in findings if f.place.file in named or f.place.file in where.shared]
    reporting.show(findings, args.format)
    return reporting.verdict(findings, strict=args.strict)


def _quickly(where: project.Project) -> list["Finding"]:
    """Every finding: the remembered ones where nothing has changed."""
    contents = tuple(where.contents())
    findings = verdict.remembered(where.root, _key(where, contents))
    return review(where, contents=contents)[1] if findings is None else findings


def _key(where: project.Project, contents: project.Contents) -> str:
    day = datetime.date.today().isoformat()
    return verdict.key(f"{day} {where.irregular()}", contents)


def review(
    of: project.Project, repo: Path | None = None, contents: project.Contents | None = None
) -> tuple["Collection | None", list["Finding"]]:
    """The collection, if it loads, and every finding in it; the verdict is remembered.

    Judged are the files' `contents` where they have been read already.
    """
    contents = tuple(of.contents()) if contents is None else contents
    judged = judging.judged(of, contents, repo, of.irregular())
    if repo is None:
        verdict.remember(of.root, _key(of, contents), judged.findings)
    return judged.loaded.collection, list(judged.findings)

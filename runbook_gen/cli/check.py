"""Check the collection, and say where, what and what to do.

Loads every file, reports every problem of every file with its line, and then judges the
collection as a whole. 'runbook-gen explain' lists the checks; their severity is set in
collection.yaml. With FILEs, only the findings in these are reported; with --since, only what is new
since a commit, wherever it stands, and what stands on a changed line. --fix puts right what has one
right answer: quotes around commits, the order of keys, space at the end of lines, the line that
names the schema, an id that is not the file's name. Where nothing has changed since the last check,
its verdict is repeated.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import listing, project, reporting, verdict
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.digests import digests

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.finding import Finding


MANY = 500
"""From so many files on, it pays to load and to judge them at once."""


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
        from runbook_gen.cli import fixing

        fixable = named if args.since is None else _changed(where, args.since, named)
        if args.diff:
            return fixing.show(where, fixable)
        fixing.write(where, fixable)
    findings: Sequence[Finding]
    if args.repo or args.since is not None:
        _, findings = review(where, args.repo)
    else:
        findings = _quickly(where, cached=not args.no_cache)
    if args.since is not None:
        findings = _new_since(where, args.since, findings, args.repo)
    if named is not None:
        # Where the settings or the cluster do not load, nothing else was judged: say that, too.
        told = named.union(where.shared)
        findings = [finding for finding in findings if finding.place.file in told]
    reporting.show(findings, args.format)
    return reporting.verdict(findings, strict=args.strict)


def _changed(where: project.Project, since: str, named: set[str] | None) -> set[str]:
    from runbook_gen.cli import revision

    return revision.changed(where, since, named)


def _new_since(
    where: project.Project, since: str, findings: Sequence["Finding"], repo: Path | None
) -> list["Finding"]:
    from runbook_gen.cli import revision

    return revision.new_since(where, since, findings, repo)


def _quickly(where: project.Project, *, cached: bool) -> Sequence["Finding"]:
    """Every finding: the remembered ones where nothing has changed."""
    files = where.listed()
    today = verdict.today(files.irregular)
    if cached:
        known = verdict.remembered(str(where.root), verdict.key_of(today, digests(files)))
        if known is not None:
            return known
    return _findings(where, files, tuple(files.contents()), cached=cached)


def review(
    of: project.Project, repo: Path | None = None, memory: Path | None = None
) -> tuple["Collection | None", Sequence["Finding"]]:
    """The collection, if it loads, and every finding in it; the verdict is remembered.

    `memory` is the folder of what was made of the collection before; without it, everything is
    judged anew.
    """
    from runbook_gen.cli import judging, parallel
    from runbook_gen.cli.memory import remembering

    files = of.listed()
    contents = tuple(files.contents())
    if repo is not None:
        judged = judging.judged(of, contents, repo, files.irregular)
        return judged.loaded.collection, judged.findings
    judge = partial(_findings, of, files, contents, cached=memory is not None)
    with remembering(memory, "incidents") as remember:
        if len(contents) < MANY:
            return of.load(contents, remember).collection, judge()
        with parallel.meanwhile(judge) as findings:
            return of.load(contents, remember).collection, findings()


def _findings(
    of: project.Project, files: listing.Files, contents: project.Contents, *, cached: bool
) -> Sequence["Finding"]:
    """Every finding in these contents of the files; they are remembered."""
    from runbook_gen.cli import judging

    digests = {name: verdict.digest(data) for name, data in contents}  # of these very bytes
    key = verdict.key_of(verdict.today(files.irregular), digests.items())
    if cached and (known := verdict.remembered(str(of.root), key)) is not None:
        return known
    findings = judging.findings(of, contents, digests, files.irregular, cached=cached)
    verdict.remember(str(of.root), key, findings)
    return findings

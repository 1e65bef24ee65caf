"""Check the collection, and say where, what and what to do.

Loads every file, reports every problem of every file with its line, and then judges the
collection as a whole. 'runbook-gen explain' lists the checks; their severity is set in
collection.yaml. With FILEs, only the findings in these are reported. Where nothing has changed
since the last check, its verdict is repeated.
"""

import datetime
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import ordinary, project, reporting, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from runbook_gen.model.collection import Collection
    from runbook_gen.model.finding import Finding


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="report these only")
    parser.add_argument("--repo", metavar="DIR", type=Path, help="look commits up in this clone")
    parser.add_argument("--no-cache", action="store_true", help="judge anew in any case")
    reporting.add_strict(parser)
    reporting.add_format(parser, reporting.FINDING_FORMATS)


def run(args: Namespace) -> int:
    """Report every finding, in order of place."""
    where = project.find(args.collection)
    if args.repo or args.no_cache:
        _, findings = review(where, args.repo)
    else:
        findings = _quickly(where)
    if args.files:
        named = where.named(args.files)
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
    from runbook_gen.check import Review, check
    from runbook_gen.model.finding import Finding, in_order
    from runbook_gen.model.place import Place

    contents = tuple(of.contents()) if contents is None else contents
    loaded = of.load(contents)
    findings = list(loaded.findings)
    for file, kind in of.irregular():
        remedy = "Put the file itself there."
        findings.append(Finding("yaml", "error", Place(file), f"this is a {kind}", remedy))
    if loaded.collection:
        known = _commits(repo) if repo else None
        today = datetime.date.today()
        lines = tuple(line.text for line in ordinary.lines())
        findings += check(Review(loaded.collection, today, known, loaded.left_out, lines))
    ordered = list(in_order(findings))
    if repo is None:
        verdict.remember(of.root, _key(of, contents), ordered)
    return loaded.collection, ordered


def _commits(repo: Path) -> "Callable[[str], bool]":
    from runbook_gen.cli.commits import Commits

    return Commits(repo)

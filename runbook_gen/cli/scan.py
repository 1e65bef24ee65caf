"""Scan a repository for the mistakes that incidents were made of.

Judges the PATHs (folders or files; default: this one) by the manifest and file rules: manifests,
Helm values, kustomizations, Dockerfiles, workflows, playbooks. In a git
repository a path in one of them may lead anywhere. '-' reads manifests from standard
input, rendered ones (`kustomize build | runbook-gen scan -`) as well as live ones (`kubectl get …
-A -o yaml`); with --against, live objects that differ from a repository are named, too. A comment
`# runbook-gen: ignore RULE reason` lets a finding pass. The collection's own examples, wrong on
purpose, are passed over. Rules are kept ready in .runbook/ until a file of the collection changes.
Nothing leaves this machine.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import project, reporting, writing
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun
from runbook_gen.cli.disk_tree import DiskTree
from runbook_gen.cli.targets import shown_from, targets

if TYPE_CHECKING:
    from runbook_gen.engine.reading import Reading
    from runbook_gen.model.fault import Unjudged
    from runbook_gen.model.finding import Finding

LONGEST = 300  # characters of a reason: it may quote a value


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("paths", metavar="PATH", nargs="*", default=["."], help="or '-' for input")
    parser.add_argument("--since", metavar="REV", help="report on files changed since this commit")
    parser.add_argument(
        "--against", metavar="DIR", type=Path, help="name live objects that DIR declares otherwise"
    )
    parser.add_argument("--baseline", metavar="FILE", type=Path, help="pass the findings it lists")
    parser.add_argument(
        "--write-baseline", metavar="FILE", type=Path, help="list today's findings, and pass"
    )
    parser.add_argument("--language", metavar="CODE", help="of the messages (default: the source)")
    parser.add_argument("--no-cache", action="store_true", help="read the rules anew in any case")
    reporting.add_strict(parser)
    reporting.add_format(parser, reporting.FINDING_FORMATS)


def run(args: Namespace) -> int:
    """Report every finding, in order of place."""
    from runbook_gen.cli import books, scanning
    from runbook_gen.engine.cel import BadExpression
    from runbook_gen.engine.reading import Reading
    from runbook_gen.model.finding import in_order
    from runbook_gen.report import SCAN_REPORTS
    from runbook_gen.scan import drift

    where = project.find(args.collection)
    book, examples = books.scan_book(where, cached=not args.no_cache), where.example_folder
    language = project.chosen(tuple(book.pages), args.language)
    findings: list[Finding] = []
    stumbled = False
    own: dict[str, str] = {}  # how its tree calls a file, by how it is shown
    declared = _declared(args.against, examples) if args.against else None
    try:
        for target in targets(args.paths, args.since, examples):
            scanned = scanning.scanned(target, book, language)
            _tell(scanned.unjudged, target.shown)
            _count({"templates left alone": len(scanned.templates), "ignored": scanned.ignored})
            findings += _placed(scanned.findings, target.shown, own)
            stumbled |= any(left.rule for left in scanned.unjudged)
            if declared:
                found = drift(Reading(target.tree), declared, target.only)
                findings += _placed(found.live, target.shown, own)
                findings += _placed(found.declared, shown_from(args.against), own)
    except BadExpression as error:
        raise CannotRun(f"a rule is not CEL ({error}): 'runbook-gen check' names it.") from None
    known = (_explained(finding, book.manual[language]) for finding in findings)
    once = in_order(dict.fromkeys(known))  # PATHs may overlap
    if args.write_baseline:
        return _write_baseline(args.write_baseline, once, own)
    if args.baseline:
        once = _new(once, args.baseline, own)
    reporting.emit(SCAN_REPORTS[args.format](once), colour=args.format == "text")
    code = reporting.verdict(once, strict=args.strict)
    return FINDINGS if args.strict and stumbled else code


def _explained(finding: "Finding", manual: str) -> "Finding":
    """The finding with its page: of what no incident's rule found, that of the manual."""
    return finding._replace(page=finding.page or f"{manual}{finding.id}")


def _tell(unjudged: Iterable["Unjudged"], shown: Callable[[str], str]) -> None:
    """Name what no rule, or not every rule, could judge."""
    for left in unjudged:
        by = f" by {left.rule}" if left.rule else ""
        said = f"{shown(left.file)}:{left.line}: not judged{by}: {left.reason[:LONGEST]}."
        said = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in said)
        sys.stderr.write(f"runbook-gen: {said}\n")


def _count(passed: Mapping[str, int]) -> None:
    for what, count in passed.items():
        if count:
            sys.stderr.write(f"runbook-gen: {count} {what}.\n")


def _placed(
    findings: Iterable["Finding"], shown: Callable[[str], str], own: dict[str, str]
) -> Iterator["Finding"]:
    for finding in findings:
        file = shown(finding.place.file)
        own.setdefault(file, finding.place.file)
        yield finding._replace(place=finding.place._replace(file=file))


def _declared(folder: Path, examples: Path) -> "Reading":
    """What a repository declares; of what could not be read, the comparison knows nothing."""
    from runbook_gen.engine.reading import Reading, Template

    if not folder.is_dir():
        raise CannotRun(f"{folder} is not a folder. Name the repository's: --against DIR.")
    tree = DiskTree(folder, examples)
    declared = Reading(tree)
    deque(declared.objects(), maxlen=0)  # all are needed; what is no YAML shows by the way
    templates = [left for left in declared.left if isinstance(left, Template)]
    broken = [left for left in declared.left if not isinstance(left, Template)]
    _tell((*broken, *tree.unread), shown_from(folder))
    _count({f"templates left alone in {project.shown(folder)}": len(templates)})
    return declared


def _write_baseline(file: Path, findings: Sequence["Finding"], own: Mapping[str, str]) -> int:
    from runbook_gen.scan import baseline

    writing.write_text(file, baseline.written(findings, own))
    sys.stdout.write(f"{len(findings)} findings in {project.shown(file)}.\n")
    return CLEAN


def _new(
    findings: Sequence["Finding"], file: Path, own: Mapping[str, str]
) -> tuple["Finding", ...]:
    from runbook_gen.scan import baseline

    try:
        return tuple(baseline.new(findings, file.read_text("utf-8"), own))
    except ValueError as error:
        raise CannotRun(f"{file}: {error}. Write it with --write-baseline.") from None

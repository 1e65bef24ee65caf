"""Tell in which waves Argo CD deploys a repository, and what is wrong with their order.

Reads a GitOps repository (DIR; default: this one) or, with '-', rendered manifests: sync waves and
hooks wherever they are stated, in objects, patches, kustomizations and ApplicationSets, from each
Application down to what its path holds. Nothing is run and nothing is fetched. Where there is a
collection, its cluster.yaml is compared, and --write corrects the waves in it. With OLD and NEW,
shows what moved.
"""

import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import cluster_file, git, project, reporting
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun
from runbook_gen.cli.disk_tree import DiskTree
from runbook_gen.cli.targets import piped, shown_from
from runbook_gen.model.tree import STDIN, MemoryTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runbook_gen.model.collection import Collection
    from runbook_gen.model.finding import Finding
    from runbook_gen.model.sync import Passed, Plan
    from runbook_gen.order import Ordered

FORMATS = (*reporting.FINDING_FORMATS, "mermaid", "svg")
DRAWN = ("mermaid", "svg")
TOLD = 5  # things passed over, of each sort, that are named


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "paths", metavar="DIR", nargs="*", default=["."], help="or '-' for input; or OLD and NEW"
    )
    parser.add_argument(
        "--write", action="store_true", help="correct the waves in the collection's cluster.yaml"
    )
    parser.add_argument("--diff", action="store_true", help="show what --write changes")
    parser.add_argument("--language", metavar="CODE", help="of drawings (default: the source)")
    reporting.add_strict(parser)
    reporting.add_format(parser, FORMATS)


def run(args: Namespace) -> int:
    """Report the plan and every finding."""
    if len(args.paths) > 2:
        raise CannotRun("more than two folders were named. Name DIR, or OLD and NEW.")
    if len(args.paths) == 2 and (args.write or args.diff):
        raise CannotRun("--write and --diff take one DIR. Name the one that is deployed.")
    where = _project(args)
    if args.write or args.diff:
        return _update(args, where or project.find(args.collection))
    collection = where.usable() if where else None
    ordered = _read(args.paths[-1], where, collection)
    _tell(ordered.plan.passed)
    language = project.language(collection, args.language) if collection else args.language or "en"
    if collection:
        ordered = _explained(ordered, collection, language)
    if len(args.paths) == 2:
        _compare(args, _read(args.paths[0], where, None).plan, ordered, language)
    else:
        _report(args, ordered, language)
    return reporting.verdict(ordered.findings, strict=args.strict)


def _project(args: Namespace) -> project.Project | None:
    """Where the collection lies; None where none is near, and none was named."""
    try:
        return project.find(args.collection)
    except CannotRun:
        if args.collection:
            raise
        return None


def _read(name: str, where: project.Project | None, collection: "Collection | None") -> "Ordered":
    """What a folder, or standard input, deploys; compared with a collection's cluster, if given.

    Raises:
        CannotRun: there is no such folder.
    """
    from runbook_gen.order import order

    cluster = collection.cluster if collection else None
    if name == STDIN:
        return order(MemoryTree({STDIN: piped()}), cluster=cluster)
    folder = Path(name)
    if not folder.is_dir():
        raise CannotRun(f"{name} is not a folder. Name a repository's, or '-'.")
    here = folder.resolve()

    def ordered(root: Path) -> "Ordered":
        tree = DiskTree(root, where.example_folder if where else None)
        under = "" if root == here else here.relative_to(root).as_posix()
        return order(tree, under, shown_from(root), cluster, lambda: tuple(tree.unread))

    found, top = ordered(here), git.top(here)
    above = [each for each in here.parents if top and (each == top or top in each.parents)]
    if top and any((each / path).is_dir() for each in above for path in found.astray):
        return ordered(top)  # paths are seen from the top of the repository, or on the way to it
    return found


def _explained(ordered: "Ordered", collection: "Collection", language: str) -> "Ordered":
    """What is wrong, with the pages of the site's manual about it."""
    url = partial(collection.settings.record.check_url, language)
    return ordered._replace(findings=tuple(f._replace(page=url(f.id)) for f in ordered.findings))


def _report(args: Namespace, ordered: "Ordered", language: str) -> None:
    from runbook_gen.report import REPORTS, plan_text, plan_v1

    plan, findings = ordered.plan, ordered.findings
    if args.format in DRAWN:
        _draw(args.format, [("", plan, ())], language)
        _mention(findings)
    elif args.format == "json":
        reporting.emit(plan_v1.report(plan, findings), colour=False)
    elif args.format == "text":
        reporting.emit(f"{plan_text.report(plan)}\n{REPORTS['text'](findings)}", colour=True)
    else:
        reporting.show(findings, args.format)


def _compare(args: Namespace, old: "Plan", ordered: "Ordered", language: str) -> None:
    from runbook_gen.model.sync import moves
    from runbook_gen.report import REPORTS, plan_text, plan_v1

    new, findings = ordered.plan, ordered.findings
    moved = [*moves(old.homes, new.homes)]
    if args.format in DRAWN:
        marked = tuple(move.app for move in moved)
        _draw(args.format, [("Before", old, marked), ("After", new, marked)], language)
        _mention(findings)
    elif args.format == "json":
        reporting.emit(plan_v1.comparison(old, new, moved, findings), colour=False)
    elif args.format == "text":
        reporting.emit(f"{plan_text.moves(moved)}\n{REPORTS['text'](findings)}", colour=True)
    else:
        reporting.show(findings, args.format)


def _draw(form: str, plans: "Sequence[tuple[str, Plan, tuple[str, ...]]]", language: str) -> None:
    """Draw plans, each under its title, to standard output."""
    from runbook_gen.render.drawings.diagram import mermaid_source
    from runbook_gen.render.drawings.plan import planned
    from runbook_gen.render.drawings.sheet import sheet
    from runbook_gen.render.words import words

    try:
        catalogue = words(language)
    except LookupError as error:
        raise CannotRun(f"{error}.") from None

    def word(key: str) -> str:
        return catalogue.get(key, key)

    drawings = [planned(p, word(title or "Waves"), word, marked) for title, p, marked in plans]
    if form == "svg":
        sys.stdout.write(sheet(drawings))
        return
    titles = [f"%% {drawing.title}\n" if len(drawings) > 1 else "" for drawing in drawings]
    told = (t + mermaid_source(d) + "\n" for t, d in zip(titles, drawings, strict=True))
    sys.stdout.write("\n".join(told))


def _mention(findings: "Sequence[Finding]") -> None:
    """Say on standard error what is wrong, where standard output is a drawing."""
    from runbook_gen.report import REPORTS

    if findings:
        sys.stderr.write(REPORTS["text"](findings))


def _tell(passed: "Sequence[Passed]") -> None:
    """Name what was passed over; of many, some."""
    reasons: dict[str, list[str]] = {}
    for each in passed:
        reasons.setdefault(each.reason, []).append(each.what)
    for reason, names in reasons.items():
        more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
        said = f"passed over: {', '.join(names[:TOLD])}{more}: {reason}."
        said = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in said)
        sys.stderr.write(f"runbook-gen: {said}\n")


def _update(args: Namespace, where: project.Project) -> int:
    """Show or write the change of cluster.yaml, and then report what is still wrong."""
    (name,) = args.paths
    change = cluster_file.change(where, _read(name, where, None).plan)
    if args.diff:
        sys.stdout.write(change.diff)
    for line in change.told:
        sys.stderr.write(f"runbook-gen: {line}\n")
    if not args.write:
        return FINDINGS if change.diff else CLEAN
    done = "is written" if cluster_file.write(change) else "is up to date"
    sys.stderr.write(f"runbook-gen: {change.shown} {done}.\n")
    left = _read(name, where, where.usable())
    _mention(left.findings)
    return reporting.verdict(left.findings, strict=args.strict)

"""Scan a repository for the mistakes that incidents were made of.

Judges the PATHs (folders or files; default: this one) by the manifest and file rules: manifests,
Helm values, kustomizations, Dockerfiles, workflows, playbooks. '-' reads manifests from standard
input, rendered ones (`kustomize build | runbook-gen scan -`) as well as live ones (`kubectl get …
-A -o yaml`); with --against, live objects that differ from a repository are named, too. A comment
`# runbook-gen: ignore RULE reason` lets a finding pass. The collection's own examples, wrong on
purpose, are passed over. Nothing leaves this machine.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.cli import git, project, reporting, writing
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun
from runbook_gen.cli.disk_tree import DiskTree
from runbook_gen.model.fault import Unjudged
from runbook_gen.model.tree import STDIN, MemoryTree, Tree

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.finding import Finding
    from runbook_gen.model.incident import Incident
    from runbook_gen.scan import Scanned

LONGEST = 300  # characters of a reason: it may quote a value


class Target(NamedTuple):
    """A tree to judge, the files of it to report on, and how its paths are shown."""

    tree: Tree
    only: Callable[[str], bool] | None
    shown: Callable[[str], str]


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
    reporting.add_strict(parser)
    reporting.add_format(parser, reporting.FINDING_FORMATS)


def run(args: Namespace) -> int:
    """Report every finding, in order of place."""
    from runbook_gen.engine.cel import BadExpression
    from runbook_gen.model.finding import in_order
    from runbook_gen.report import SCAN_REPORTS

    where = project.find(args.collection)
    collection, examples = where.usable(), where.example_folder
    language = project.language(collection, args.language)
    findings: list[Finding] = []
    stumbled = False
    try:
        for target in _targets(args.paths, args.since, examples):
            scanned = _scanned(target, collection, language)
            findings += _placed(scanned.findings, target.shown)
            stumbled |= any(left.rule for left in scanned.unjudged)
            if args.against:
                findings += _drift(target, args.against, examples)
    except BadExpression as error:
        raise CannotRun(f"a rule is not CEL ({error}): 'runbook-gen check' names it.") from None
    found = in_order(dict.fromkeys(findings))  # PATHs may overlap
    if args.write_baseline:
        return _write_baseline(args.write_baseline, found)
    if args.baseline:
        found = _new(found, args.baseline)
    reporting.emit(SCAN_REPORTS[args.format](found), colour=args.format == "text")
    code = reporting.verdict(found, strict=args.strict)
    return FINDINGS if args.strict and stumbled else code


def _targets(paths: Sequence[str], since: str | None, examples: Path) -> Iterator[Target]:
    files: list[Path] = []
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield Target(MemoryTree({STDIN: _input()}), None, lambda path: path)
        elif path.is_dir():
            only = _changed(path, since) if since else None
            yield Target(DiskTree(path, examples), only, _shown_from(path))
        elif path.is_file():
            files.append(path)
        else:
            raise CannotRun(f"{name} is neither a file nor a folder. Name one, or '-'.")
    if files:
        yield from _of_files(files, since, examples)


def _of_files(files: Sequence[Path], since: str | None, examples: Path) -> Iterator[Target]:
    """Single files, judged in the repository that they lie in."""
    by_root: dict[Path, set[str]] = {}
    for file in files:
        folder = file.resolve().parent
        root = git.top(folder) or folder
        by_root.setdefault(root, set()).add(file.resolve().relative_to(root).as_posix())
    for root, wanted in by_root.items():
        tree = DiskTree(root, examples)
        for path in sorted(wanted.difference(tree.paths())):
            reason = "not read: .gitignore leaves it out, or it is an example of a rule"
            tree.unread.append(Unjudged(path, 1, reason))
        changed = _changed(root, since) if since else wanted.__contains__
        yield Target(tree, set(filter(changed, wanted)).__contains__, _shown_from(root))


def _shown_from(root: Path) -> Callable[[str], str]:
    return lambda path: project.shown(root / path)


def _changed(folder: Path, since: str) -> Callable[[str], bool]:
    changed = {path.relative_to(folder).as_posix() for path in git.changed_since(folder, since)}
    return changed.__contains__


def _input() -> str:
    """What came in: unlike one file of many, it must be YAML, or nothing would be judged."""
    from runbook_gen.engine.parsers import NotYaml, yaml
    from runbook_gen.engine.template import is_template

    if sys.stdin is None:
        raise CannotRun("standard input is closed. Pipe manifests in, or name a folder.")
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig").replace("\r\n", "\n")
        yaml.parse(STDIN, text, MemoryTree({}))
    except UnicodeDecodeError:
        raise CannotRun("standard input is not UTF-8 text.") from None
    except NotYaml as error:
        if not is_template(text, parses=False):
            said = f"standard input is not YAML: line {error.line}: {error.problem}"
            raise CannotRun(f"{said}. Does the command before the pipe fail?") from None
    return text


def _scanned(target: Target, collection: "Collection", language: str) -> "Scanned":
    from runbook_gen.scan import scan

    def page(incident: "Incident") -> str:
        return collection.settings.record.page_url(language, f"incidents/{incident.id}")

    scanned = scan(target.tree, collection.rules, language, page, target.only)
    unread = target.tree.unread if isinstance(target.tree, DiskTree) else []
    for left in (*scanned.unjudged, *unread):
        by = f" by {left.rule}" if left.rule else ""
        said = f"{target.shown(left.file)}:{left.line}: not judged{by}: {left.reason[:LONGEST]}."
        said = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in said)
        sys.stderr.write(f"runbook-gen: {said}\n")
    for count, what in ((scanned.templates, "templates left alone"), (scanned.ignored, "ignored")):
        if count:
            sys.stderr.write(f"runbook-gen: {count} {what}.\n")
    return scanned


def _placed(findings: Iterable["Finding"], shown: Callable[[str], str]) -> Iterator["Finding"]:
    for finding in findings:
        file = shown(finding.place.file)
        yield finding._replace(place=finding.place._replace(file=file))


def _drift(target: Target, against: Path, examples: Path) -> Iterator["Finding"]:
    from runbook_gen.engine.reading import Reading
    from runbook_gen.scan import drift

    if not against.is_dir():
        raise CannotRun(f"{against} is not a folder. Name the repository's: --against DIR.")
    declared = DiskTree(against, examples)
    found = drift(Reading(target.tree), Reading(declared))
    yield from _placed(found.live, target.shown)
    yield from _placed(found.declared, _shown_from(against))


def _write_baseline(file: Path, findings: Sequence["Finding"]) -> int:
    from runbook_gen.scan import baseline

    writing.write_text(file, baseline.written(findings))
    sys.stdout.write(f"{len(findings)} findings in {project.shown(file)}.\n")
    return CLEAN


def _new(findings: Sequence["Finding"], file: Path) -> tuple["Finding", ...]:
    from runbook_gen.scan import baseline

    try:
        return tuple(baseline.new(findings, file.read_text("utf-8")))
    except ValueError as error:
        raise CannotRun(f"{file}: {error}. Write it with --write-baseline.") from None

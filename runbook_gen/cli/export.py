"""Export the rules as packs that other tools run.

Writes packs/<target>/ with a README each, rules.json (every rule, neutral), manifest.json,
SHA256SUMS and the whole as one .tar.gz, and prints which rule went where: what a target cannot say
is listed with the reason. Rules that fail their checks are not exported. Where the folder holds an
earlier pack, the version (pack_version in collection.yaml) must have risen as far as what changed
calls for; 'runbook-gen diff' says how far. The archive is the same byte for byte for the same
rules; SOURCE_DATE_EPOCH sets the times in it.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import parallel, project, reporting, writing
from runbook_gen.cli.alone import alone
from runbook_gen.cli.check import review
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.memory import FOLDER as TEXTS
from runbook_gen.cli.memory import remembering
from runbook_gen.cli.stage import Stage, staged
from runbook_gen.engine.remembering import Remember, anew

if TYPE_CHECKING:
    from runbook_gen.export import Exporter, Pack, RuleSet
    from runbook_gen.model.artifact import Loss
    from runbook_gen.model.collection import Collection

MATURITIES = ("draft", "tested", "stable")
SEVERITIES = ("info", "warning", "critical")
MANY = 1000  # rules: with fewer, one process is done before two have begun
SIGNS = {"exported": "✓", "lossy": "◐", "refused": "–"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--out", metavar="DIR", type=Path, help="default: dist/rules")
    parser.add_argument(
        "--target", metavar="ID", action="append", help="this target only; may stand repeatedly"
    )
    parser.add_argument("--only", choices=MATURITIES[1:], help="rules that are at least so mature")
    parser.add_argument("--severity", choices=SEVERITIES, help="rules that are at least so urgent")
    parser.add_argument(
        "--language", metavar="CODE", help="for targets that know one language only"
    )
    parser.add_argument("--no-cache", action="store_true", help="make every file anew")
    reporting.add_format(parser)


def run(args: Namespace) -> int:
    """Write every target, and print the table rule by target."""
    from runbook_gen.cli import exporters

    where = project.find(args.collection)
    targets = exporters.chosen(args.target)
    memory = None if args.no_cache else where.root / TEXTS
    collection, findings = review(where, memory=memory)
    code = reporting.verdict(findings, strict=False)
    if code != CLEAN or collection is None:
        reporting.show_failing(findings, args.format, strict=False)
        sys.stderr.write("runbook-gen: nothing was exported; mend these findings first.\n")
        return code
    rules = rule_set(project.published(collection), args.language, args.only, args.severity)
    out = args.out or where.root / "dist" / "rules"
    complete = not (args.target or args.only or args.severity)
    if complete:
        _must_rise(rules, out)
    with remembering(memory if complete else None, "packs") as remember:
        pack = packed(rules, targets, remember)
    with alone(where.root):
        paths = write_pack(pack, rules, out)
    if args.format == "json":
        sys.stdout.write(_json(paths, out, pack.losses))
    else:
        sys.stdout.write(_table(rules, targets, pack.losses))
        sys.stdout.write(f"{len(paths)} files in {project.shown(out)}/.\n")
    return CLEAN


def _must_rise(rules: "RuleSet", out: Path) -> None:
    """See to it that the version rose as far as what changed since the pack in `out` calls for.

    Raises:
        CannotRun: it did not.
    """
    from runbook_gen.cli import packs
    from runbook_gen.diff import diff, release

    was = packs.version_of(out) if out.is_dir() else ""
    if not was:
        return
    told = release(diff(packs.rules_of(out), rules.rules), was, rules.settings.pack_version)
    if not told.rises:
        raise CannotRun(
            f"{project.shown(out)} holds version {told.old}, and what changed since is "
            f"{told.step}: set pack_version in collection.yaml to {told.needed} or higher "
            f"(it is {told.new}), or write to another folder. 'runbook-gen diff' says what changed."
        )


def rule_set(
    collection: "Collection",
    language: str | None = None,
    only: str | None = None,
    severity: str | None = None,
) -> "RuleSet":
    """The rules to export: those that are at least so mature and so urgent.

    Raises:
        CannotRun: the collection does not have the language.
    """
    from runbook_gen.export import RuleSet

    mature = MATURITIES[MATURITIES.index(only) :] if only else MATURITIES
    urgent = SEVERITIES[SEVERITIES.index(severity) :] if severity else SEVERITIES
    return RuleSet(
        tuple(
            (incident, rule)
            for incident, rule in collection.rules
            if rule.maturity in mature and rule.severity in urgent
        ),
        collection.settings.record,
        project.language(collection, language),
        tuple(entry.record for entry in collection.incidents),
        {entry.record.id: entry.whole for entry in collection.incidents if entry.stamp},
    )


def packed(rules: "RuleSet", targets: Sequence["Exporter"], remember: Remember = anew) -> "Pack":
    """The pack of some targets; what they yielded before may be remembered.

    Raises:
        CannotRun: a target fails.
    """
    from runbook_gen.export import BadTarget, pack

    try:
        return pack(rules, targets, remember)
    except BadTarget as error:
        raise CannotRun(f"{error}. Mend it, or name the others: --target ID.") from error


def lost(rules: "RuleSet", targets: Sequence["Exporter"]) -> list["Loss"]:
    """What some targets cannot say, without the pack.

    Raises:
        CannotRun: a target fails.
    """
    from runbook_gen.export import BadTarget, losses

    each = parallel.each if len(rules.rules) > MANY else map
    try:
        of_each = list(each(lambda index: losses(rules, targets[index]), range(len(targets))))
    except BadTarget as error:
        raise CannotRun(f"{error}. Mend or remove it.") from error
    return [loss for losses in of_each for loss in losses]


def write_pack(pack: "Pack", rules: "RuleSet", out: Path) -> list[Path]:
    """Replace the pack in `out`, in one step; files in it that nobody exported stay."""
    with staged(out) as stage:
        paths = fill(stage, pack, rules)
        stage.put()
    return [out / path for path in paths]


def fill(stage: Stage, pack: "Pack", rules: "RuleSet") -> list[Path]:
    """Write every target's files and what goes with them; what an earlier run wrote goes."""
    from concurrent.futures import ThreadPoolExecutor

    from runbook_gen.cli import packs

    paths = [stage.new / artifact.path for artifact in pack.artifacts]
    stage.copy({artifact.path for artifact in pack.artifacts})
    with ThreadPoolExecutor(1) as beside:  # compressing needs no interpreter, writing hardly one
        version = rules.settings.pack_version
        archive = beside.submit(packs.archive, stage.new, version, pack.artifacts)
        stage.write(pack.artifacts)
    paths.append(archive.result())
    writing.remove_stale(stage.new, paths)
    return [path.relative_to(stage.new) for path in paths]


def _json(paths: list[Path], out: Path, losses: Iterable["Loss"]) -> str:
    import json

    report = {
        "version": 1,
        "files": [path.relative_to(out).as_posix() for path in paths],
        "losses": [loss._asdict() for loss in losses],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _table(rules: "RuleSet", targets: Sequence["Exporter"], losses: Iterable["Loss"]) -> str:
    """Rule by target: a sign for what became of it, and the number of the reason below."""
    from runbook_gen.export import target_id

    ids = [target_id(exporter) for exporter in targets]
    reasons: dict[str, int] = {}
    became = {
        (loss.rule, loss.target): f"{SIGNS[loss.said]} {_number(reasons, loss.reason)}"
        for loss in losses
    }
    heads = ["rule", *ids]
    rows = [
        [rule.id, *(became.get((rule.id, id), SIGNS["exported"]) for id in ids)]
        for _, rule in rules.rules
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *rows)
    ]
    legend = ", ".join(f"{sign} {said}" for said, sign in SIGNS.items())
    told = (f"{number:>4}  {reason}" for reason, number in reasons.items())
    return "\n".join([*lines, "", legend, *told]) + "\n"


def _number(reasons: dict[str, int], reason: str) -> int:
    return reasons.setdefault(reason, len(reasons) + 1)

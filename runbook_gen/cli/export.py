"""Export the rules as packs that other tools run.

Writes rules.json (every rule, neutral) and packs/<target>/, and prints which rule went where:
what a target cannot say is listed with the reason. Rules that fail their checks are not exported.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import project, reporting, writing
from runbook_gen.cli.check import review
from runbook_gen.cli.command import CLEAN

if TYPE_CHECKING:
    from runbook_gen.model.artifact import Loss
    from runbook_gen.model.collection import Collection


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--out", metavar="DIR", type=Path, help="default: dist/rules")
    parser.add_argument(
        "--language", metavar="CODE", help="for targets that know one language only"
    )
    reporting.add_format(parser)


def run(args: Namespace) -> int:
    """Write every target, and print the table rule by target."""
    where = project.find(args.collection)
    collection, findings = review(where)
    code = reporting.verdict(findings, strict=False)
    if code != CLEAN or collection is None:
        reporting.show_failing(findings, args.format, strict=False)
        sys.stderr.write("runbook-gen: nothing was exported; mend these findings first.\n")
        return code
    language = project.language(collection, args.language)
    out = args.out or where.root / "dist" / "rules"
    paths, losses = export_all(collection, out, language)
    if args.format == "json":
        sys.stdout.write(_json(paths, out, losses))
    else:
        sys.stdout.write(_table(collection, losses))
        sys.stdout.write(f"{len(paths)} files in {project.shown(out)}/.\n")
    return CLEAN


def export_all(
    collection: "Collection", out: Path, language: str
) -> tuple[list[Path], list["Loss"]]:
    """Write every target's files; returns them, and what could not be said."""
    from runbook_gen.export import RuleSet, export
    from runbook_gen.model.artifact import Artifact, Loss

    results = list(export(RuleSet(collection.rules, collection.settings.record, language)))
    paths, _ = writing.write(out, (r for r in results if isinstance(r, Artifact)))
    return paths, [result for result in results if isinstance(result, Loss)]


def _json(paths: list[Path], out: Path, losses: list["Loss"]) -> str:
    import json

    report = {
        "version": 1,
        "files": [path.relative_to(out).as_posix() for path in paths],
        "losses": [loss._asdict() for loss in losses],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _table(collection: "Collection", losses: list["Loss"]) -> str:
    """Rule by target: exported, or refused with the reason's number."""
    from runbook_gen.export import EXPORTERS, target_id

    targets = [target_id(exporter) for exporter in EXPORTERS]
    reasons: dict[str, int] = {}
    refused = {
        (loss.rule, loss.target): reasons.setdefault(loss.reason, len(reasons) + 1)
        for loss in losses
    }
    wide = max((len(rule.id) for _, rule in collection.rules), default=4)
    rows = [f"{'rule':<{wide}}  " + "  ".join(targets)]
    for _, rule in collection.rules:
        cells = (
            f"refused ({refused[rule.id, t]})" if (rule.id, t) in refused else "exported"
            for t in targets
        )
        padded = (f"{cell:<{len(target)}}" for cell, target in zip(cells, targets, strict=True))
        rows.append(f"{rule.id:<{wide}}  " + "  ".join(padded).rstrip())
    rows += [f"({number}) {reason}" for reason, number in reasons.items()]
    return "\n".join(rows) + "\n"

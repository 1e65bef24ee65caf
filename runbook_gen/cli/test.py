"""Test every rule: on its own examples, on other incidents', and on ordinary days.

Each rule runs in the engine that it claims: log rules in RE2, manifest and file rules in CEL,
metric rules in promtool. A rule must fire on its faults, be silent on its cures, and be silent on
what other incidents and healthy systems look like, unless it declares so (`also_matches`). With
RULEs, only these are shown.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from runbook_gen.cli import ordinary, project
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun
from runbook_gen.cli.promtool import Promtool

if TYPE_CHECKING:
    from runbook_gen.model.proof import Proven

FORMATS = ("text", "json", "junit")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("rules", metavar="RULE", nargs="*", help="show these only")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to report")
    parser.add_argument(
        "--strict", action="store_true", help="let rules fail whose tool is not installed"
    )


def run(args: Namespace) -> int:
    """Report every rule's cases."""
    from runbook_gen.prove import Ordinary, prove
    from runbook_gen.report import PROOF_REPORTS

    collection = project.find(args.collection).sound()
    with Promtool(collection) as promtool:
        healthy = Ordinary(ordinary.lines(), ordinary.files())
        proven = list(prove(collection, healthy, promtool))
    shown = _named(proven, args.rules) if args.rules else proven
    sys.stdout.write(PROOF_REPORTS[args.format](shown))
    if args.format != "text" and promtool.missing:
        sys.stderr.write(f"runbook-gen: {promtool.missing}\n")
    failing = {"failed", "not run"} if args.strict else {"failed"}
    return FINDINGS if any(rule.outcome in failing for rule in shown) else CLEAN


def _named(proven: Sequence["Proven"], wanted: Sequence[str]) -> list["Proven"]:
    if unknown := sorted(set(wanted) - {rule.rule for rule in proven}):
        raise CannotRun(f"there is no rule '{unknown[0]}'. 'runbook-gen test' lists them.")
    return [rule for rule in proven if rule.rule in wanted]

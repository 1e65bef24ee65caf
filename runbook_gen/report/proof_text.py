"""Proof as a table: a rule a line, and below it what failed."""

from collections.abc import Sequence

from runbook_gen.model.proof import TRIALS, Proven
from runbook_gen.report.text import printable

HEAD = ("rule", "kind", "maturity", *TRIALS, "verdict")


def report(proven: Sequence[Proven]) -> str:
    """The table, each failed case with its place, and a count."""
    rows = [HEAD, *(_row(rule) for rule in proven)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    table = (
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    failed = [case for rule in proven for case in rule.cases if case.outcome == "failed"]
    blocks = [
        printable(f"{case.place}: {case.rule}: {case.name}: {case.detail}.") for case in failed
    ]
    unrun = {case.detail for rule in proven for case in rule.cases if case.outcome == "not run"}
    counts = [sum(rule.outcome == outcome for rule in proven) for outcome in ("passed", "failed")]
    total = f"{len(proven)} rules: {counts[0]} proven, {counts[1]} failed"
    if rest := len(proven) - sum(counts):
        total += f", {rest} not run"
    lines = [
        *table,
        "",
        *blocks,
        *(printable(f"Not run: {reason}") for reason in sorted(unrun)),
        f"{total}.",
    ]
    return "\n".join(lines) + "\n"


def _row(rule: Proven) -> tuple[str, ...]:
    counts = (rule.passed(trial) for trial in TRIALS)
    cells = (f"{passed}/{tried}" if tried else "-" for passed, tried in counts)
    return rule.rule, rule.kind, rule.maturity, *cells, rule.outcome

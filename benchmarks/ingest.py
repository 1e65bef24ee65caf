"""`ingest` on generated documents, beside plain parsing of the same files by markdown-it-py."""

import sys
from pathlib import Path

from benchmarks.measure import RUNBOOK_GEN, Process, measure, table

GOAL = 3.0


def run(scratch: Path, count: int, runs: int) -> str:
    """Measure, and tell it as Markdown."""
    folder, out = scratch / "documents", scratch / "ingested"
    again = scratch / "ingested-before"
    make = [sys.executable, "-m", "benchmarks.documents", "--out", str(folder)]
    bring = [RUNBOOK_GEN, "ingest", str(folder), "--out"]
    measure([Process("write documents", [*make, "--count", str(count)])], 1, warm_up=0)
    parsed, first, dry, second = measure(
        [
            Process("markdown-it-py", [*make, "--parse"]),
            Process("ingest", [*bring, str(out)], remove=[out]),
            Process("ingest --dry-run", [*bring, str(out), "--dry-run"], remove=[out]),
            Process("ingest, nothing changed", [*bring, str(again)]),
        ],
        runs,
    )
    size = sum(path.stat().st_size for path in folder.glob("*.md"))
    named = {
        "markdown-it-py, parsing alone": parsed,
        "`runbook-gen ingest --dry-run`": dry,
        "`runbook-gen ingest`": first,
        "`runbook-gen ingest`, nothing changed": second,
    }
    rows = [
        (name, each.shown(), f"{count / each.median:.0f}", f"{each.median / parsed.median:.2f}",
         f"{each.memory:.0f}")
        for name, each in named.items()
    ]  # fmt: skip
    head = ["process", "median (range)", "documents/s", "ratio", "peak MB"]
    return (
        f"## `ingest` of {count} generated documents\n\n"
        f"{size / 1e6:.1f} MB in five shapes and two languages. The parser makes CommonMark with "
        f"tables into tokens, whole; the goal was at most {GOAL:.0f} times its time. An import "
        "also parses the shell, places every line, and writes two files for each incident; it is "
        "shared by as many processes as there are processors.\n\n"
        f"{table(head, rows)}"
    )

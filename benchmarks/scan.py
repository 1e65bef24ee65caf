"""`scan` of a repository, beside semgrep with the same rules on the same files."""

import json
import subprocess
from pathlib import Path

from benchmarks.manifests import PATTERNS, semgrep_rules, write_collection, write_repository
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, measure, table

SEMGREP = ROOT / ".venv-tools" / "semgrep" / "bin" / "semgrep"
COUNT = 2000


def run(scratch: Path, runs: int) -> str:
    """Measure, and tell it as Markdown."""
    repository, rules = scratch / "manifests", scratch / "semgrep.json"
    faults = write_repository(repository, COUNT)
    write_collection(scratch / "rules", ROOT / "incidents")
    rules.write_text(semgrep_rules(), encoding="utf-8")
    ours = [RUNBOOK_GEN, "--collection", str(scratch / "rules"), "scan", ".", "--format", "json"]
    theirs = [
        str(SEMGREP), "scan", "--config", str(rules), "--json", "--quiet", "--metrics=off",
        "--disable-version-check", "--no-git-ignore", "--jobs=2", ".",
    ]  # fmt: skip
    found = _ours(ours, repository), _theirs(theirs, repository)
    if found[0] != found[1] or len(found[0]) != faults:
        raise RuntimeError(f"the findings differ: {[len(f) for f in found]} of {faults}")
    scan, semgrep = measure(
        [
            Process("scan", ours, repository, codes=(1,)),
            Process("semgrep", theirs, repository),
        ],
        runs,
    )
    rows = [
        ("`runbook-gen scan`", scan.shown(), f"{scan.memory:.0f}", "1.0"),
        ("semgrep", semgrep.shown(), f"{semgrep.memory:.0f}",
         f"{semgrep.median / scan.median:.1f}"),
    ]  # fmt: skip
    head = ["", "median (range)", "peak MB", "times as long"]
    return (
        f"## `scan` of {COUNT:,} manifests, cold\n\n"
        f"{len(PATTERNS)} rules, {faults} findings; both tools find the same, in the same lines.\n"
        f"\n{table(head, rows)}"
    )


def _ours(command: list[str], folder: Path) -> set[tuple[str, str, int]]:
    report = json.loads(_output(command, folder))
    return {(f["rule"], f["file"], f["line"]) for f in report["findings"]}


def _theirs(command: list[str], folder: Path) -> set[tuple[str, str, int]]:
    report = json.loads(_output(command, folder))
    return {
        (r["check_id"].rpartition(".")[2], r["path"].removeprefix("./"), r["start"]["line"])
        for r in report["results"]
    }


def _output(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout

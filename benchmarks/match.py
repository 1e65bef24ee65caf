"""`match` on a large log, beside ripgrep and grep with the same expressions."""

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from benchmarks import log
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, measure, table

RIPGREP = ROOT / ".venv-tools" / "ripgrep" / "bin" / "rg"
SIZE = 200_000_000
COUNTS = (50, 500)
PLACES = (
    "lookup",
    "lease",
    "mount",
    "probe",
    "sync",
    "login",
    "commit",
    "render",
    "index",
    "scrape",
)
ENDS = ("timed out", "was refused", "is gone", "overflowed", "lost its lock")


def signatures(count: int) -> list[str]:
    """Expressions as teams write them: some words, a name or a number between them."""
    return [
        rf"{PLACES[n % len(PLACES)]} of [a-z]+-{n} {ENDS[n % len(ENDS)]} after [0-9]+ ms"
        for n in range(count)
    ]


def text_of(number: int) -> str:
    """A line in which one of `signatures` is found."""
    place, end = PLACES[number % len(PLACES)], ENDS[number % len(ENDS)]
    return (
        f'time="2025-11-16T02:10:41Z" level=error msg="{place} of api-{number} {end} after 20 ms"'
    )


def run(scratch: Path, runs: int) -> str:
    """Measure, and tell it as Markdown."""
    file = scratch / "day.log"
    known = [text_of(n) for n in range(COUNTS[0])]
    alike = [text.replace(" ms", " seconds") for text in known]
    log.write(file, SIZE, known, alike)
    rows = []
    for count in COUNTS:
        folder = scratch / f"signatures-{count}"
        exprs = signatures(count)
        _write_collection(folder / "incidents", exprs)
        patterns = folder / "patterns.txt"
        patterns.write_text("".join(f"{expr}\n" for expr in exprs), encoding="utf-8")
        rows += _rows(count, folder, file, patterns, runs)
    head = ["signatures", "", "median (range)", "MB/s", "peak MB", "ripgrep takes"]
    return (
        f"## `match` on a log of {SIZE // 1_000_000} MB\n\n"
        "Whole processes; every program finds the same lines. `match` also reads through frames, "
        "escapes and wrapped lines, and says which incident it is.\n\n"
        f"{table(head, rows)}"
    )


def _rows(count: int, folder: Path, file: Path, patterns: Path, runs: int) -> list[tuple[str, ...]]:
    ours = [RUNBOOK_GEN, "match", "--format", "json", str(file)]
    ripgrep = [str(RIPGREP), "--no-unicode", "-n", "-f", str(patterns), str(file)]
    out = str(folder / "found.txt")  # where the output goes nowhere, grep stops at its first line
    grep = [shutil.which("grep") or "grep", "-n", "-E", "-f", str(patterns), str(file)]
    portable = {"RUNBOOK_GEN_PORTABLE": "1"}
    found = _lines_of(json.loads(_said(ours, folder, {})))
    for command in (ripgrep, grep):
        lines = {int(line.partition(":")[0]) for line in _said(command, folder, {}).splitlines()}
        if lines != found:
            raise RuntimeError(f"{command[0]} finds other lines: {len(lines)}, not {len(found)}")
    if _lines_of(json.loads(_said(ours, folder, portable))) != found:
        raise RuntimeError("the portable sieve finds other lines")
    processes = [
        Process(f"match {count}", ours, folder, codes=(1,)),
        Process(f"portable {count}", ours, folder, environment=portable, codes=(1,)),
        Process(f"ripgrep {count}", _into(out, ripgrep), folder),
        Process(f"grep {count}", _into(out, grep), folder),
    ]
    names = ("`match`", "`match`, portable", "ripgrep", "`grep -E`")
    samples = measure(processes[:3], runs) + measure(processes[3:], 1, warm_up=0)
    return [
        (str(count), name, each.shown(), f"{SIZE / each.median / 1e6:.0f}", f"{each.memory:.0f}",
         f"{samples[2].median / each.median:.2f} times")
        for name, each in zip(names, samples, strict=True)
    ]  # fmt: skip


def _into(file: str, command: list[str]) -> list[str]:
    return ["/bin/sh", "-c", f"{shlex.join(command)} > {shlex.quote(file)}"]


def _lines_of(report: dict[str, list[dict[str, int]]]) -> set[int]:
    return {match["line"] for match in report["matches"]}


def _said(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    import os

    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True
    )
    if done.returncode > 1:
        sys.stderr.write(done.stderr)
    return done.stdout


def _write_collection(folder: Path, exprs: list[str]) -> None:
    """A collection whose one incident carries the signatures."""
    folder.mkdir(parents=True)
    real = ROOT / "incidents"
    for name in ("collection.yaml", "cluster.yaml"):
        (folder / name).write_bytes((real / name).read_bytes())
    source = (real / "vpc-delete-blocked.yaml").read_text("utf-8")
    incident = yaml.load(source, yaml.BaseLoader)
    text = {"ko": "문장", "en": "A sentence"}
    incident["rules"] = [
        {
            "kind": "log", "id": f"signature-{n}", "title": text, "severity": "warning",
            "confidence": "exact", "expr": expr, "message": text, "remediation": text,
            "examples": {"fires": [text_of(n)], "silent": ["all is well"]},
        }
        for n, expr in enumerate(exprs)
    ]  # fmt: skip
    dumped = json.dumps(incident, ensure_ascii=False, indent=1)
    (folder / "vpc-delete-blocked.yaml").write_text(dumped, encoding="utf-8")

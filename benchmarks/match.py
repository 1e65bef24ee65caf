"""`match` on a large log, beside ripgrep and grep with the same expressions."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks import log
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, Sample, measure, table

RIPGREP = ROOT / ".venv-tools" / "ripgrep" / "bin" / "rg"
SIZE = 200_000_000
COUNTS = (50, 500, 2000)
IN_ONE = 250  # signatures in one incident: a file may not grow without end
UTF_8 = {"LC_ALL": "C.UTF-8"}
PATIENCE = 120  # seconds: a peer that takes longer is stopped, and said to take longer
STOPPED = 124  # what `timeout` ends with then
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
WORDS = (r"{place} of [a-z]+-{n} {end} after [0-9]+ ms",)
STYLES = (
    *WORDS,
    r"(of|for) \w+-{n} {end} after",
    r"\b\w+-{n}\b {end} after \S+ ms",
    r"{place} of [a-z]+-{n}\b.* after \S+",
    r'error msg="\S+ of \w+-{n} ({end}|never came) after',
)
"""How people write signatures: a word to begin with, a choice, word bounds, gaps of any text."""


class Kind(NamedTuple):
    """Expressions to look for, and the project in which they are rules."""

    name: str
    exprs: list[str]
    project: Path
    generated: bool


def signatures(count: int, styles: tuple[str, ...]) -> list[str]:
    """Expressions as teams write them, each style in turn."""
    return [
        styles[n % len(styles)].format(n=n, place=PLACES[n % len(PLACES)], end=ENDS[n % len(ENDS)])
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
    rows = [row for kind in _kinds(scratch) for row in _rows(kind, file, runs)]
    head = ["signatures", "", "median (range)", "MB/s", "peak MB", "ripgrep takes"]
    return (
        f"## `match` on a log of {SIZE // 1_000_000} MB\n\n"
        "Whole processes; every program finds the same lines. `match` also reads through frames, "
        "escapes and wrapped lines, and says which incident it is.\n\n"
        "Three kinds of signatures, since peers differ by kind. *Words first*: ten words begin "
        "all of them, which is ripgrep's best case: it looks for those words and nothing else. "
        "*Mixed*: as people write them, some with choices, word bounds and gaps. *Ours*: the log "
        "rules of the ten incidents. `ripgrep` is `ripgrep -n -f`; with `--no-unicode` its `\\w` "
        f"knows no Korean, and it cannot read ours. Peers run in a UTF-8 locale (C.UTF-8); "
        f"`grep -E` is {_version('grep')}. What takes more than {PATIENCE} seconds is "
        f"stopped, and its lines are not compared.\n\n{table(head, rows)}"
    )


def _kinds(scratch: Path) -> Iterator[Kind]:
    for name, styles in (("words first", WORDS), ("mixed", STYLES)):
        for count in COUNTS:
            kind = Kind(
                f"{count}, {name}", signatures(count, styles), scratch / f"{count}-{name[:5]}", True
            )
            _write_collection(kind.project / "incidents", kind.exprs)
            yield kind
    exprs = [
        rule["expr"].strip()
        for path in sorted((ROOT / "incidents").glob("*.yaml"))
        for rule in yaml.load(path.read_text("utf-8"), yaml.BaseLoader).get("rules", ())
        if rule["kind"] == "log"
    ]
    yield Kind(f"{len(exprs)}, ours", exprs, ROOT, False)


def _rows(kind: Kind, file: Path, runs: int) -> list[tuple[str, ...]]:
    patterns = file.with_suffix(".patterns")
    patterns.write_text("".join(f"{expr}\n" for expr in kind.exprs), encoding="utf-8")
    ours = [RUNBOOK_GEN, "match", "--format", "json", str(file)]
    portable = {"RUNBOOK_GEN_PORTABLE": "1"}
    ripgrep = [str(RIPGREP), "-n", "-f", str(patterns), str(file)]
    peers = {"ripgrep": ripgrep}
    if kind.generated:
        peers["ripgrep, no Unicode"] = [*ripgrep[:1], "--no-unicode", *ripgrep[1:]]
        grep = shutil.which("grep") or "grep"
        peers["`grep -E`"] = [grep, "-n", "-E", "-f", str(patterns), str(file)]
    peers = {name: ["timeout", str(PATIENCE), *command] for name, command in peers.items()}
    wc = Process("`wc -l`, which finds nothing", [shutil.which("wc") or "wc", "-l", str(file)])
    found = _lines_of(json.loads(_said(ours, kind.project)[1]))
    if _lines_of(json.loads(_said(ours, kind.project, portable)[1])) != found:
        raise RuntimeError("the portable sieve finds other lines")
    slow = {name for name, command in peers.items() if not _finds(command, kind.project, found)}
    processes = [
        Process("`match`", ours, kind.project, codes=(0, 1)),
        Process("`match`, portable", ours, kind.project, environment=portable, codes=(0, 1)),
        *(
            Process(
                name,
                _into(file.with_suffix(".found"), command),
                kind.project,
                environment=UTF_8,
                codes=(0, 1),
            )
            for name, command in peers.items()
            if name not in slow
        ),
        wc,
    ]
    samples = dict(zip((p.name for p in processes), measure(processes, runs), strict=True))
    ripgrep_takes = samples["ripgrep"].median if "ripgrep" in samples else PATIENCE
    rows = [_row(kind, name, each, ripgrep_takes) for name, each in samples.items()]
    if "ripgrep" in slow:
        rows = [(*row[:-1], f"> {row[-1]}") for row in rows]
    return rows + [(kind.name, name, f"> {PATIENCE} s", "", "", "") for name in sorted(slow)]


def _row(kind: Kind, name: str, sample: Sample, ripgrep_takes: float) -> tuple[str, ...]:
    return (
        kind.name, name, sample.shown(), f"{SIZE / sample.median / 1e6:.0f}",
        f"{sample.memory:.0f}", f"{ripgrep_takes / sample.median:.2f} times",
    )  # fmt: skip


def _finds(command: list[str], folder: Path, lines: set[int]) -> bool:
    """Whether a peer is done in time.

    Raises:
        RuntimeError: it finds other lines than these.
    """
    code, said = _said(command, folder, UTF_8)
    found = {int(line.partition(":")[0]) for line in said.splitlines()}
    if code != STOPPED and found != lines:
        raise RuntimeError(f"{command[2]} finds other lines: {len(found)}, not {len(lines)}")
    return code != STOPPED


def _into(file: Path, command: list[str]) -> list[str]:
    """Where the output goes nowhere, grep and ripgrep stop at their first line."""
    return ["/bin/sh", "-c", f"{shlex.join(command)} > {shlex.quote(str(file))}"]


def _lines_of(report: dict[str, list[dict[str, int]]]) -> set[int]:
    return {match["line"] for match in report["matches"]}


def _said(
    command: list[str], folder: Path, environment: dict[str, str] | None = None
) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=folder, env=os.environ | (environment or {}), capture_output=True, text=True
    )
    if done.returncode > 1:
        sys.stderr.write(done.stderr[-1000:])
    return done.returncode, done.stdout


def _write_collection(folder: Path, exprs: list[str]) -> None:
    """A collection whose incidents carry the signatures, some of them each."""
    folder.mkdir(parents=True)
    real = ROOT / "incidents"
    for name in ("collection.yaml", "cluster.yaml"):
        (folder / name).write_bytes((real / name).read_bytes())
    source = (real / "vpc-delete-blocked.yaml").read_text("utf-8")
    incident = yaml.load(source, yaml.BaseLoader)
    text = {"ko": "문장", "en": "A sentence"}
    incident["related"] = []
    rules = [
        {
            "kind": "log", "id": f"signature-{n}", "title": text, "severity": "warning",
            "confidence": "exact", "expr": expr, "message": text, "remediation": text,
            "examples": {"fires": [text_of(n)], "silent": ["all is well"]},
        }
        for n, expr in enumerate(exprs)
    ]  # fmt: skip
    for first in range(0, len(rules), IN_ONE):
        incident |= {"id": f"incident-{first}", "rules": rules[first : first + IN_ONE]}
        dumped = json.dumps(incident, ensure_ascii=False, indent=1)
        (folder / f"incident-{first}.yaml").write_text(dumped, encoding="utf-8")


def _version(program: str) -> str:
    """The first line that a program tells of itself."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True)
    return done.stdout.partition("\n")[0]

"""Whole processes: how long they take and how much memory they need, in turns with their peers."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LAUNCH = Path(__file__).with_name("launch.py")
OURS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Variables of a developer's shell that make every Python slower."""

RUNBOOK_GEN = str(Path(sys.executable).with_name("runbook-gen"))


class Process(NamedTuple):
    """What to run: its name for readers, its command, where, what to remove before each run.

    `codes` are the exit codes of a run that went well: one that finds something ends with 1.
    """

    name: str
    command: Sequence[str]
    folder: Path = ROOT
    remove: Sequence[Path] = ()
    environment: Mapping[str, str] = MappingProxyType({})
    codes: tuple[int, ...] = (0,)


class Sample(NamedTuple):
    """What was measured of a process: the seconds of each run, and its peak memory in MB."""

    seconds: tuple[float, ...]
    memory: float

    @property
    def median(self) -> float:
        """The median of its seconds."""
        return median(self.seconds)

    def shown(self) -> str:
        """The median, and the fastest and the slowest run."""
        unit, factor, digits = ("ms", 1000, 0) if self.median < 1 else ("s", 1, 2)
        figures = (min(self.seconds), self.median, max(self.seconds))
        low, middle, high = (f"{figure * factor:.{digits}f}" for figure in figures)
        return f"{middle} {unit} ({low}–{high})"


def measure(processes: Sequence[Process], runs: int, warm_up: int = 1) -> list[Sample]:
    """Run each process once per round, so that peers share whatever else the machine does."""
    seconds: list[list[float]] = [[] for _ in processes]
    memory = [0.0] * len(processes)
    for number in range(-warm_up, runs):
        for index, process in enumerate(processes):
            tell(f"{process.name}: run {number + 1} of {runs}" if number >= 0 else process.name)
            elapsed, peak = _once(process)
            if number >= 0:
                seconds[index].append(elapsed)
                memory[index] = max(memory[index], peak)
    tell("")
    return [Sample(tuple(s), m) for s, m in zip(seconds, memory, strict=True)]


def output(process: Process) -> str:
    """What a process writes to standard error, where the probes put what they found."""
    tell(process.name)
    done = subprocess.run(
        process.command, cwd=process.folder, env=_environment(process), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True,
    )  # fmt: skip
    return done.stderr


def _once(process: Process) -> tuple[float, float]:
    """Seconds and peak MB of one run.

    Raises:
        RuntimeError: it failed; a benchmark of a failure would be worthless.
    """
    for folder in process.remove:
        shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(LAUNCH), *process.command], cwd=process.folder,
        env=_environment(process), capture_output=True, text=True, check=True,
    )  # fmt: skip
    elapsed, code, peak = map(float, done.stdout.split())
    if code not in process.codes:
        raise RuntimeError(f"{process.name} failed: {done.stderr[-1000:]}")
    return elapsed, peak


def _environment(process: Process) -> dict[str, str]:
    """As at a user's, whose programs have their bytecode from when they were installed."""
    ours = {name: said for name, said in os.environ.items() if name not in OURS}
    return ours | dict(process.environment)


def tell(what: str) -> None:
    """Say on a terminal what goes on; nothing elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{what}")
        sys.stderr.flush()


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"

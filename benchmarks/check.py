"""`check` on generated collections: cold, with nothing changed, with one incident edited."""

import json
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import checkers, loader, plot
from benchmarks.measure import RUNBOOK_GEN, Process, Sample, measure, output, table

EDITED = b"# edited "
"""Begins the line that is added to an incident, another one each time, before it is checked."""


class Plan(NamedTuple):
    """How many incidents to check how often, ours and the peers; and where plots go."""

    runs: dict[int, int]
    peers: dict[int, int]
    plots: Path


def run(collections: dict[int, Path], real: Path, plan: Plan) -> str:
    """Measure, and tell it as Markdown. `collections` are projects by their incidents' count."""
    samples = {count: _measured(collections[count], runs) for count, runs in plan.runs.items()}
    rows = [
        (f"{count:,}", cold.shown(), f"{cold.median / count * 1000:.2f}", f"{cold.memory:.0f}",
         edited.shown(), again.shown(), f"{again.median / nothing.median:.1f}")
        for count, (cold, again, edited, nothing) in samples.items()
    ]  # fmt: skip
    head = ["incidents", "cold, median (range)", "ms per incident", "peak MB",
            "one edited, `check FILE`", "nothing changed", "of `python -c pass`"]  # fmt: skip
    cold = {count: each[0] for count, each in samples.items()}
    lines = {
        "check, cold": {count: each[0].median for count, each in samples.items()},
        "one incident edited": {count: each[2].median for count, each in samples.items()},
        "nothing changed": {count: each[1].median for count, each in samples.items()},
    }
    drawn = plot.write(plan.plots, "check", "What a check costs", "incidents", lines)
    middle = min(collections, key=lambda count: abs(count - 1000))
    return (
        "## `check` on generated collections\n\n"
        f"{table(head, rows)}\n"
        'Cold is `--no-cache`; "one edited" is what a hook asks for when one incident was '
        "changed since the last check."
        f"{further({count: sample.median for count, sample in cold.items()})}\n\n{drawn}\n"
        f"{checkers.run(cold, collections, plan.peers)}\n"
        f"{loader.run(collections[middle])}\n"
        f"### Where a check spends its time\n\n{_stages(real, collections[middle], middle)}"
    )


def _measured(project: Path, runs: int) -> list[Sample]:
    """A cold check, one with nothing changed, one of an edited incident, and Python alone."""
    edited = min((project / "incidents").glob("*-*.yaml"))
    text = edited.read_bytes()
    processes = [
        Process("check", [RUNBOOK_GEN, "check", "--no-cache"], project),
        Process("check, nothing changed", [RUNBOOK_GEN, "check"], project),
        Process("python", [sys.executable, "-c", "pass"]),
    ]
    cold, again, nothing = measure(processes, runs)
    one = Process("check of one", [RUNBOOK_GEN, "check", str(edited)], project)
    each: list[Sample] = []
    for number in range(runs + 1):
        edited.write_bytes(text + EDITED + str(number).encode() + b"\n")
        each += measure([one], 1, warm_up=0)
    edited.write_bytes(text)
    seconds = tuple(second for sample in each[1:] for second in sample.seconds)
    return [cold, again, Sample(seconds, max(sample.memory for sample in each)), nothing]


def further(seconds: dict[int, float]) -> str:
    """What one more incident costs, between neighbouring counts: whether the cost is flat."""
    counts = sorted(seconds)
    steps = [
        f"{(seconds[b] - seconds[a]) / (b - a) * 1000:.2f} ms from {a} to {b}"
        for a, b in pairwise(counts)
    ]
    return f" Each further incident costs {' and '.join(steps)}." if steps else ""


def _stages(real: Path, project: Path, count: int) -> str:
    """Each stage in milliseconds: on the real incidents, and on a generated collection."""
    ten, many = _clocked(real), _clocked(project)
    rows = [
        (stage, f"{ten[stage]:.1f}", f"{milliseconds:.0f}", f"{milliseconds / count * 1000:.0f}")
        for stage, milliseconds in sorted(many.items(), key=lambda each: -each[1])
        if milliseconds >= sum(many.values()) / 200 or ten[stage] >= sum(ten.values()) / 200
    ]
    first, second = sorted(many, key=many.__getitem__)[:-3:-1]
    start = ten["import"] + ten["build the models"]
    return (
        f"{table(['stage', 'ten real, ms', f'{count} generated, ms', 'µs per incident'], rows)}\n"
        "Measured inside the process; stages below half a percent are left out, and a check that "
        "first needs a library (a grammar, an expression engine) also pays for its import. "
        f"Of the ten real incidents' time, {start / sum(ten.values()):.0%} passes before the first "
        f"file is read; at {count} incidents most goes to '{first}' and '{second}'.\n"
    )


def _clocked(folder: Path) -> dict[str, float]:
    """The median milliseconds of each stage of a check in `folder`."""
    command = [sys.executable, "-m", "benchmarks.stages", str(folder / "incidents")]
    process = Process("stages of a check", command)
    each = [json.loads(output(process).splitlines()[-1]) for _ in range(loader.RUNS)]
    return {stage: median(one[stage] for one in each) for stage in each[0]}

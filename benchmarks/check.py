"""`check` on generated collections, beside PyYAML's C loader on the same files."""

import json
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.measure import RUNBOOK_GEN, Process, Sample, measure, output, table

LOAD = (
    "import sys, yaml; from pathlib import Path;"
    "kept = [yaml.load(p.read_bytes(), yaml.CSafeLoader) for p in Path(sys.argv[1]).iterdir()]"
)


def run(collections: dict[int, Path], real: Path, runs: int) -> str:
    """Measure, and tell it as Markdown. `collections` are projects by their incidents' count."""
    samples: dict[int, list[Sample]] = {}
    for count, folder in collections.items():
        processes = [
            Process(f"check {count}", [RUNBOOK_GEN, "check", "--no-cache"], folder),
            Process(f"check {count}, nothing changed", [RUNBOOK_GEN, "check"], folder),
            Process(f"load {count}", [sys.executable, "-c", LOAD, "incidents"], folder),
        ]
        samples[count] = measure(processes, runs)
    rows = [
        (str(count), check.shown(), f"{count / check.median:.0f}",
         f"{check.median / count * 1000:.2f}", f"{check.memory:.0f}", load.shown(),
         f"{load.memory:.0f}", f"{check.median / load.median:.2f}", unchanged.shown())
        for count, (check, unchanged, load) in samples.items()
    ]  # fmt: skip
    head = ["incidents", "check, median (range)", "files/s", "ms per incident", "peak MB",
            "`CSafeLoader`", "its peak MB", "ratio", "check, nothing changed"]  # fmt: skip
    check, _, load = samples[max(samples)]
    return (
        "## `check` on generated collections\n\n"
        f"{table(head, rows)}\n"
        f"At {max(samples)} incidents, loading, validating and judging takes "
        f"{check.median / load.median:.2f} times as long as `yaml.CSafeLoader` needs to load the "
        "same files into dictionaries, which finds no fault in them."
        f"{further({count: each[0].median for count, each in samples.items()})}\n\n"
        f"### Where a check spends its time\n\n{_stages(real, collections, runs)}"
    )


def further(seconds: dict[int, float]) -> str:
    """What one more incident costs, between neighbouring counts: whether the cost is flat."""
    counts = sorted(seconds)
    steps = [
        f"{(seconds[b] - seconds[a]) / (b - a) * 1000:.2f} ms from {a} to {b}"
        for a, b in pairwise(counts)
    ]
    return f" Each further incident costs {' and '.join(steps)}." if steps else ""


def _stages(real: Path, collections: dict[int, Path], runs: int) -> str:
    """Each stage in milliseconds: on the real incidents, and on the largest collection."""
    count = max(collections)
    ten, many = _clocked(real, runs), _clocked(collections[count], runs)
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


def _clocked(folder: Path, runs: int) -> dict[str, float]:
    """The median milliseconds of each stage of a check in `folder`."""
    command = [sys.executable, "-m", "benchmarks.stages", str(folder / "incidents")]
    process = Process("stages of a check", command)
    each = [json.loads(output(process).splitlines()[-1]) for _ in range(runs)]
    return {stage: median(one[stage] for one in each) for stage in each[0]}

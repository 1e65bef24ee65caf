"""The whole build, beside the same pages built plainly by the site generator.

Run as a process of its own, with a project's folder, it builds the project and times its stages.
"""

import json
import resource
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.check import further
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, Sample, measure, output, table

OURS = (
    "start",
    "load",
    "check",
    "render",
    "export",
    "write for machines",
    "cut letters",
    "the rest",
)
WAITING = "wait for the site generator"
GENERATORS = ("site generator, Korean: processor", "site generator, English: processor")


def run(collections: dict[int, Path], runs: dict[int, int]) -> str:
    """Measure, and tell it as Markdown. `collections` are projects by their incidents' count."""
    samples: dict[int, list[Sample]] = {}
    stages: dict[int, dict[str, float]] = {}
    for count, project in collections.items():
        (project / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
        plain = project / "plain"
        theirs = [sys.executable, "-m", "benchmarks.plain", str(project), str(plain)]
        processes = [
            Process(f"build {count}", [RUNBOOK_GEN, "build"], project, remove=_made(project)),
            Process(f"build {count} plainly", theirs, remove=[plain]),
        ]
        samples[count] = measure(processes, runs[count], warm_up=0)
        stages[count] = _stages(project, runs[count])
    least, most = min(collections), max(collections)
    head = ["incidents", "build, median (range)", "plainly", "ratio", "our own stages",
            "ms per incident", "peak MB"]  # fmt: skip
    rows = [
        (str(count), ours.shown(), plain.shown(), f"{ours.median / plain.median:.2f}",
         f"{_share(stages[count]):.0%}", f"{ours.median / count * 1000:.1f}", f"{ours.memory:.0f}")
        for count, (ours, plain) in samples.items()
    ]  # fmt: skip
    return (
        "## The whole build\n\n"
        "Pages, rule packs and the published site in two languages, from nothing; beside it the "
        "same pages built plainly: MkDocs with Material's own theme and search, both languages at "
        f"once. Without a warm-up, {_often(runs)}.\n\n{table(head, rows)}\n"
        f"{_times(samples)}{further({count: each[0].median for count, each in samples.items()})}"
        f"\n\n### Where a build spends its time\n\n{_staged(stages)}\n"
        "Seconds on the clock, inside the process, in which `check` follows `load` here, although "
        "large collections are loaded and judged at once; the generator works on both languages "
        f"while `{WAITING}` and what is written for machines pass; of each language by itself, the "
        f"processor's time is told. From {least} to {most} incidents our own stages go from "
        f"{_share(stages[least]):.0%} to {_share(stages[most]):.0%} of the whole.\n"
    )


def _made(project: Path) -> list[Path]:
    """What a build writes."""
    return [project / name for name in ("docs", "dist", "site", ".runbook")]


def _often(runs: dict[int, int]) -> str:
    times = {1: "once", 2: "twice"}
    return ", ".join(
        f"{times.get(often, f'{often} times')} with {count} incidents"
        for count, often in runs.items()
    )


def _times(samples: dict[int, list[Sample]]) -> str:
    """How much longer the largest build takes than the one before it, if there is one."""
    *_, before, most = [0, *sorted(samples)]
    if not before:
        return ""
    ratio = samples[most][0].median / samples[before][0].median
    return (
        f"{most} incidents are {most / before:.1f} times as many as {before} and take {ratio:.2f} "
        "times as long."
    )


def _share(stages: dict[str, float]) -> float:
    """How much of a build is ours."""
    ours = sum(stages[name] for name in OURS)
    return ours / (ours + stages[WAITING])


def _staged(stages: dict[int, dict[str, float]]) -> str:
    most = max(stages)
    head = ["stage", *(f"{count}, s" for count in stages), f"ms per incident of {most}"]
    rows = [
        (name, *(f"{each[name] / 1000:.2f}" for each in stages.values()),
         f"{stages[most][name] / most:.2f}")
        for name in stages[most]
    ]  # fmt: skip
    return table(head, rows)


def _stages(project: Path, runs: int) -> dict[str, float]:
    """The median milliseconds of each stage of a build."""
    command = [sys.executable, "-m", "benchmarks.build", str(project)]
    probe = Process("stages of a build", command)
    each = []
    for _ in range(runs):
        for folder in _made(project):
            shutil.rmtree(folder)
        each.append(json.loads(output(probe).splitlines()[-1]))
    return {name: median(one[name] for one in each) for name in each[0]}


def main() -> None:
    """Build the project that the argument names; the stages go to standard error as JSON."""
    from benchmarks.stages import Clock

    clock = Clock()
    with clock.stage("start"):
        from runbook_gen.cli import build, check, generators, judging, project
        from runbook_gen.cli.main import main as front_door

    check.MANY = sys.maxsize  # what another process does beside loading has no clock here
    clock.wrap(project.Project, "load", "load")
    clock.wrap(judging, "findings", "check")
    clock.wrap(build, "render_all", "render")
    clock.wrap(build, "packed", "export")
    clock.wrap(build, "for_machines", "write for machines")
    clock.wrap(build, "lettering", "cut letters")
    processor = _processor(generators.Generator, "end")
    clock.wrap(generators.Generator, "failure", WAITING)
    front_door(["build", "--collection", str(Path(sys.argv[1]) / "incidents")])
    told = clock.milliseconds()
    spent = dict(zip(GENERATORS, reversed(processor), strict=True))  # the last begun ends first
    sys.stderr.write("\n" + json.dumps({name: told[name] for name in (*OURS, WAITING)} | spent))


def _processor(owner: Any, function: str) -> list[float]:
    """Note the processor's milliseconds of each process for whose end `function` waits."""
    inner: Callable[..., Any] = getattr(owner, function)
    spent: list[float] = []

    def noted(*args: Any) -> Any:
        before = _of_children()
        result = inner(*args)
        spent.append((_of_children() - before) * 1000)
        return result

    setattr(owner, function, noted)
    return spent


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()

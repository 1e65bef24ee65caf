"""Measure, and write RESULTS.md: `make bench`; with `--quick`, two runs on 100 incidents.

Stages that are named are measured alone, and printed; with `--write`, they take their places in
RESULTS.md. Each is written as soon as it is measured.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import (
    build,
    check,
    cold,
    export,
    ingest,
    match,
    paint,
    render,
    republish,
    results,
    scan,
    search,
    serve,
)
from benchmarks.measure import ROOT, Process, measure, tell

COUNTS = (100, 300, 1000)
COLD_RUNS, RUNS = 15, 5
RENDERS = {100: 5, 1000: 5, 10_000: 1}
CHECKS = {100: 5, 1000: 5, 10_000: 3}
CHECKERS = {1000: 3, 10_000: 1}
BUILDS = {100: 5, 500: 3, 2000: 1}
"""How often collections of some incidents are rendered, checked by us and by others, and built: a
large one takes minutes."""
ROOM = 8_000_000_000  # bytes: what all stages write
PACKAGES = (
    "runbook-gen", "pydantic", "PyYAML", "google-re2", "tree-sitter", "Jinja2", "markdown-it-py",
    "mkdocs", "mkdocs-material", "hyperscan", "cel-expr-python",
)  # fmt: skip


class Plan(NamedTuple):
    """What to measure with: where, on collections of how many incidents, and how often."""

    scratch: Path
    counts: Sequence[int]
    renders: dict[int, int]
    checks: check.Plan
    builds: dict[int, int]
    cold_runs: int
    runs: int

    @property
    def real(self) -> Path:
        """A project with the real incidents."""
        folder = self.scratch / "real"
        if not folder.exists():
            shutil.copytree(ROOT / "incidents", folder / "incidents")
        return folder

    @property
    def collections(self) -> dict[int, Path]:
        """Projects by the count of their generated incidents."""
        return {count: self.generated(count, "part") for count in self.counts}

    @property
    def rendered(self) -> dict[int, Path]:
        """Those to render, of which there are larger ones."""
        return {count: self.generated(count, "part") for count in self.renders}

    @property
    def checked(self) -> dict[int, Path]:
        """Those to check, of which there are larger ones."""
        return {count: self.generated(count, "part") for count in self.checks.runs}

    @property
    def built(self) -> dict[int, Path]:
        """Those to build whole, in which nothing else is done."""
        return {count: self.generated(count, "whole") for count in self.builds}

    @property
    def published(self) -> dict[int, Path]:
        """The largest of those to build whole, to be edited and built again."""
        count = max(self.builds)
        return {count: self.generated(count, "published")}

    def generated(self, count: int, name: str) -> Path:
        """A project with so many incidents; they are written by a process of its own, once."""
        project = self.scratch / name / str(count)
        if not project.exists():
            command = [sys.executable, "-m", "benchmarks.generator", "--count", str(count)]
            where = ["--out", str(project / "incidents")]
            measure([Process(f"generate {count}", [*command, *where])], 1, warm_up=0)
        return project


STAGES: dict[str, Callable[[Plan], str]] = {
    "cold": lambda plan: cold.run(plan.real, plan.cold_runs),
    "check": lambda plan: check.run(plan.checked, plan.real, plan.checks),
    "render": lambda plan: render.run(plan.rendered, plan.scratch, plan.renders),
    "build": lambda plan: build.run(plan.built, plan.builds),
    "republish": lambda plan: republish.run(plan.published, plan.runs),
    "serve": lambda plan: serve.run(plan.published, plan.runs),
    "match": lambda plan: match.run(plan.scratch, plan.runs),
    "scan": lambda plan: scan.run(plan.scratch, plan.runs),
    "export": lambda plan: export.run(plan.collections, plan.runs),
    "ingest": lambda plan: ingest.run(plan.scratch, max(plan.counts), plan.runs),
    "search": lambda plan: search.run(plan.scratch),
    "paint": lambda plan: paint.run(plan.scratch, plan.runs),
}


def main() -> None:
    """Run every stage, or those that are named."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--quick", action="store_true", help="print a rough idea; keep RESULTS.md")
    parser.add_argument("--write", action="store_true", help="put named stages into RESULTS.md")
    args = parser.parse_args()
    if unknown := set(args.stages) - STAGES.keys():
        parser.error(f"no stage '{min(unknown)}'. Choose of: {', '.join(STAGES)}")
    writes = not args.quick and (args.write or not args.stages)
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        plan = _plan(Path(folder), quick=args.quick, plots=results.FILE.with_name("plots"))
        if not writes:  # what is only printed has no plots beside it
            plan = plan._replace(checks=plan.checks._replace(plots=plan.scratch / "plots"))
        told = {results.MACHINE: _machine(plan)}
        for stage in args.stages or STAGES:
            told[stage] = STAGES[stage](plan)
            if writes:
                results.put(told, STAGES)
    if not writes:
        sys.stdout.write(results.joined(told, STAGES))
        return
    tell("")
    sys.stdout.write(f"Written: {results.FILE.relative_to(ROOT).as_posix()}\n")


def _plan(scratch: Path, *, quick: bool, plots: Path) -> Plan:
    if quick:
        few = {COUNTS[0]: 2}
        return Plan(scratch, COUNTS[:1], few, check.Plan(few, few, plots), few, 2, 2)
    checks = check.Plan(CHECKS, CHECKERS, plots)
    return Plan(scratch, COUNTS, RENDERS, checks, BUILDS, COLD_RUNS, RUNS)


def _memory() -> str | None:
    """A folder that lies in memory, if there is room: a disk's moods are nobody's merit."""
    there = Path("/dev/shm")
    return str(there) if there.is_dir() and shutil.disk_usage(there).free > ROOM else None


def _machine(plan: Plan) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    real = _sizes(ROOT / "incidents")
    generated = _sizes(plan.collections[max(plan.counts)] / "incidents")
    return (
        "# How fast it is\n\n"
        "Made by `make bench`. Every figure is of whole processes, the median of "
        f"{plan.cold_runs} (cold) or {plan.runs} runs after a warm-up, taken in turns with its "
        "peers; the range stands in brackets. Absolute times are this machine's; ratios travel.\n\n"
        f"- Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"load {os.getloadavg()[0]:.1f} at the start; files lie "
        f"{'in memory' if _memory() else 'on the disk'}\n"
        f"- Python: {platform.python_implementation()} {platform.python_version()}\n"
        f"- Packages: {packages}\n"
        f"- Real incidents: {len(real)}, {_range(real)}; generated ones: {_range(generated)}\n"
    )


def _sizes(folder: Path) -> list[float]:
    """The sizes of a collection's incidents, in KB."""
    others = {"collection.yaml", "cluster.yaml"}
    return [p.stat().st_size / 1000 for p in folder.glob("*.yaml") if p.name not in others]


def _range(sizes: list[float]) -> str:
    return f"{min(sizes):.0f}–{max(sizes):.0f} KB each, median {median(sizes):.1f} KB"


if __name__ == "__main__":
    main()

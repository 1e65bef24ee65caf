"""Measure, and write RESULTS.md: `make bench`; with `--quick`, two runs on 100 incidents.

Stages that are named are measured alone, and printed.
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
    scan,
    search,
)
from benchmarks.measure import ROOT, Process, measure, tell

RESULTS = Path(__file__).with_name("RESULTS.md")
COUNTS = (100, 300, 1000)
COLD_RUNS, RUNS = 15, 5
RENDERS = {100: 5, 1000: 5, 10_000: 3}
CHECKS = {100: 5, 1000: 5, 10_000: 3}
CHECKERS = {1000: 3, 10_000: 1}
BUILDS = {100: 5, 500: 3, 2000: 1}
"""How often collections of some incidents are rendered, checked by us and by others, and built: a
large one takes minutes."""
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
    "republish": lambda plan: republish.run(plan.published, plan.builds),
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
    args = parser.parse_args()
    if unknown := set(args.stages) - STAGES.keys():
        parser.error(f"no stage '{min(unknown)}'. Choose of: {', '.join(STAGES)}")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        scratch, few = Path(folder), {COUNTS[0]: 2}
        plots = RESULTS.with_name("plots")
        checks = check.Plan(CHECKS, CHECKERS, plots)
        plan = Plan(scratch, COUNTS, RENDERS, checks, BUILDS, COLD_RUNS, RUNS)
        if args.quick or args.stages:  # what is only printed has no plots beside it
            plan = plan._replace(checks=checks._replace(plots=scratch / "plots"))
        if args.quick:
            checks = check.Plan(few, few, scratch / "plots")
            plan = Plan(scratch, COUNTS[:1], few, checks, few, 2, 2)
        parts = [STAGES[stage](plan) for stage in args.stages or STAGES]
        report = "\n".join([_machine(load, plan), *parts])
    if args.quick or args.stages:
        sys.stdout.write(report)
    else:
        RESULTS.write_text(report, "utf-8")
        tell("")
        sys.stdout.write(f"Written: {RESULTS.relative_to(ROOT).as_posix()}\n")


def _machine(load: float, plan: Plan) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    real = _sizes(ROOT / "incidents")
    generated = _sizes(plan.collections[max(plan.counts)] / "incidents")
    return (
        "# How fast it is\n\n"
        "Made by `make bench`. Every figure is of whole processes, the median of "
        f"{plan.cold_runs} (cold) or {plan.runs} runs after a warm-up, taken in turns with its "
        "peers; the range stands in brackets. Absolute times are this machine's; ratios travel.\n\n"
        f"- Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"load {load:.1f} at the start and {os.getloadavg()[0]:.1f} at the end\n"
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

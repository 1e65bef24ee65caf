"""Measure, and write RESULTS.md: `make bench`; with `--quick`, two runs on 100 incidents."""

import argparse
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks import check, cold, export, match, render, scan, search
from benchmarks.measure import ROOT, Process, measure, tell

RESULTS = Path(__file__).with_name("RESULTS.md")
COUNTS = (100, 300, 1000)
COLD_RUNS, RUNS = 15, 5
PACKAGES = (
    "runbook-gen", "pydantic", "PyYAML", "google-re2", "tree-sitter", "Jinja2", "markdown-it-py",
    "mkdocs", "mkdocs-material", "hyperscan", "cel-expr-python",
)  # fmt: skip


def main() -> None:
    """Run every stage."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="print a rough idea; keep RESULTS.md")
    quick = parser.parse_args().quick
    counts, cold_runs, runs = (COUNTS[:1], 2, 2) if quick else (COUNTS, COLD_RUNS, RUNS)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        collections = {count: scratch / str(count) for count in counts}
        for count, project in collections.items():
            _generate(count, project / "incidents")
        parts = [
            cold.run(scratch, cold_runs),
            check.run(collections, scratch / "real", runs),
            render.run(collections, scratch, runs),
            match.run(scratch, runs),
            scan.run(scratch, runs),
            export.run(collections, runs),
            search.run(scratch),
        ]
        report = "\n".join([_machine(load, cold_runs, runs, collections), *parts])
    if quick:
        sys.stdout.write(report)
    else:
        RESULTS.write_text(report, "utf-8")
        tell("")
        sys.stdout.write(f"Written: {RESULTS.relative_to(ROOT).as_posix()}\n")


def _generate(count: int, folder: Path) -> None:
    """Write a collection, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.generator", "--count", str(count)]
    measure([Process(f"generate {count}", [*command, "--out", str(folder)])], 1, warm_up=0)


def _machine(load: float, cold_runs: int, runs: int, collections: dict[int, Path]) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    real = _sizes(ROOT / "incidents")
    generated = _sizes(collections[max(collections)] / "incidents")
    return (
        "# How fast it is\n\n"
        "Made by `make bench`. Every figure is of whole processes, the median of "
        f"{cold_runs} (cold) or {runs} runs after a warm-up, taken in turns with its peers; the "
        "range stands in brackets. Absolute times are this machine's; ratios travel.\n\n"
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

"""`render` on generated collections, beside Jinja2 alone and beside the site generator."""

import sys
from pathlib import Path
from statistics import median

from benchmarks.check import further
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, Sample, measure, output, table


def run(collections: dict[int, Path], scratch: Path, runs: dict[int, int]) -> str:
    """Measure, and tell it as Markdown. `collections` are projects by their incidents' count."""
    samples: dict[int, list[Sample]] = {}
    alone: dict[int, float] = {}
    for count, folder in collections.items():
        out, command = folder / "docs", [RUNBOOK_GEN, "render"]
        processes = [
            Process(f"render {count}", command, folder, remove=[out]),
            Process(f"render {count}, nothing changed", command, folder),
        ]
        samples[count] = measure(processes, runs[count])
        alone[count] = median(_templates(folder) for _ in range(runs[count]))
    rows = [
        (str(count), str(_pages(collections[count])), first.shown(),
         f"{first.median / count * 1000:.2f}", f"{first.memory:.0f}", f"{alone[count]:.2f} s",
         f"{first.median / alone[count]:.2f}", again.shown())
        for count, (first, again) in samples.items()
    ]  # fmt: skip
    head = ["incidents", "pages", "render, median (range)", "ms per incident", "peak MB",
            "Jinja2 alone", "ratio", "render, nothing changed"]  # fmt: skip
    return (
        "## `render` on generated collections\n\n"
        f"{table(head, rows)}\n"
        "Both languages; loading and validation, the drawings, the search index and writing are "
        "included. Jinja2 alone fills the same templates from what was loaded and drawn before, on "
        "one processor, and writes nothing. Where nothing has changed, every byte of the incidents "
        "is read and every page is looked at, and no file's time changes."
        f"{further({count: each[0].median for count, each in samples.items()})}\n\n"
        f"### Beside the site generator\n\n{_site(collections, samples, scratch)}"
    )


def _templates(folder: Path) -> float:
    """The seconds that the templates take by themselves."""
    command = [sys.executable, "-m", "benchmarks.templates", str(folder)]
    return float(output(Process("Jinja2 alone", command)).split()[-2])


def _pages(folder: Path) -> int:
    return sum(1 for _ in (folder / "docs").rglob("*.md"))


def _site(collections: dict[int, Path], samples: dict[int, list[Sample]], scratch: Path) -> str:
    """One build of one language of the smallest collection."""
    count = min(collections)
    process = Process(
        f"mkdocs build of {count} incidents",
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "mkdocs.yml"],
        environment={
            "RUNBOOK_LANGUAGE": "ko",
            "RUNBOOK_DOCS": str(collections[count] / "docs" / "ko"),
            "RUNBOOK_SITE": str(scratch / "site"),
            "NO_MKDOCS_2_WARNING": "1",
        },
        folder=ROOT,
    )
    ours, [site] = samples[count][0], measure([process], 1, warm_up=0)
    rows = [
        ("`runbook-gen render`, both languages", f"{ours.median:.2f}", f"{ours.memory:.0f}"),
        ("`mkdocs build`, one language, one run", f"{site.median:.2f}", f"{site.memory:.0f}"),
    ]
    total = ours.median + site.median * 2
    return (
        f"{table([f'{count} incidents', 'seconds', 'peak MB'], rows)}\n"
        f"Of a site in both languages, built one after the other, rendering is "
        f"{ours.median / total:.0%} of the work; the rest is the site generator's.\n"
    )

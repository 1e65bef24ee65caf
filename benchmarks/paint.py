"""When a page stands there, what it weighs, and whether it jumps: in Chromium, as on a phone."""

import gzip
import shutil
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser

from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, output, table, tell
from tests.browser import chromium

PAGES = {
    "home": "index.html",
    "list of incidents": "incidents/index.html",
    "runbook": "incidents/alb-controller-crashloop.html",
    "waves": "waves.html",
    "checklists": "checklists.html",
}
PHONE = {"width": 390, "height": 844}
PACKED = {".woff2", ".png"}
WATCH = """
  window.painted = 0; window.shifted = 0;
  new PerformanceObserver((seen) => {
    for (const each of seen.getEntries()) window.painted = each.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((seen) => {
    for (const each of seen.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
  }).observe({ type: "layout-shift", buffered: true });
"""


class Visit(NamedTuple):
    """One visit: milliseconds until the largest paint, the layout's shift, KB compressed."""

    painted: float
    shifted: float
    weight: float


def run(scratch: Path, runs: int) -> str:
    """Measure, and tell it as Markdown."""
    project = scratch / "paint"
    shutil.copytree(ROOT / "incidents", project / "incidents")
    shutil.copy(ROOT / "mkdocs.yml", project)
    output(Process("build the site", [RUNBOOK_GEN, "build"], project))
    rows = []
    with chromium() as browser:
        for name, path in PAGES.items():
            for language in ("ko", "en"):
                tell(f"{name}, {language}")
                page = project / "site" / language / path
                visits = [_visit(browser, project / "site", page) for _ in range(runs)]
                painted = sorted(visit.painted for visit in visits)
                shifted = max(visit.shifted for visit in visits)
                rows.append(
                    (f"{name}, {language}",
                     f"{median(painted):.0f} ms ({painted[0]:.0f}–{painted[-1]:.0f})",
                     f"{shifted:.3f}", f"{visits[0].weight:.0f}")
                )  # fmt: skip
    head = ["page", "largest paint, median (range)", "layout shift, most", "KB compressed"]
    return (
        "## What a page costs its reader\n\n"
        f"The ten real incidents, from the disk, {PHONE['width']} px wide, a new browser profile "
        f"each time, {runs} visits. The weight is all that a visit loads, letters as well.\n\n"
        f"{table(head, rows)}"
    )


def _visit(browser: Browser, site: Path, file: Path) -> Visit:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]  # a TypedDict
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    page.add_init_script(WATCH)
    page.goto(file.as_uri(), wait_until="networkidle")
    page.wait_for_timeout(300)
    painted, shifted = page.evaluate("[window.painted, window.shifted]")
    context.close()
    return Visit(painted, shifted, sum(_weight(site, url) for url in dict.fromkeys(asked)) / 1000)


def _weight(site: Path, url: str) -> int:
    """Bytes of a file of the site, as a web server sends it."""
    data = (site / url.removeprefix(f"{site.as_uri()}/")).read_bytes()
    return len(data) if Path(url).suffix in PACKED else len(gzip.compress(data))

"""From a save to the page that a browser is given: our `serve`, and the site generator's own.

The generator gets the page that we rendered, with an edit in its Markdown. It makes one language,
plainly, and all of its pages anew.
"""

import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from socket import socket
from statistics import median
from urllib.error import URLError

from benchmarks import plain
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, Sample, measure, table, tell
from benchmarks.republish import EDITS, edit
from runbook_gen.cli.generators import generators
from runbook_gen.cli.memory import FOLDER as TEXTS
from runbook_gen.cli.project import Project
from runbook_gen.cli.stage import staged

AT_REST = 5
"""Seconds from one save to the next: somebody reads, and a build of the site goes on meanwhile."""
PAGES = 20
"""So often the generator makes the page alone."""


def run(projects: dict[int, Path], runs: int) -> str:
    """Measure, and tell it as Markdown. `projects` are by their incidents' count."""
    rows = []
    for incidents, project in projects.items():
        shutil.copy(ROOT / "mkdocs.yml", project)
        measure([Process(f"build {incidents}", [RUNBOOK_GEN, "build"], project)], 1, warm_up=0)
        generator, plainly = _page_alone(project), _plainly(project)
        with _serving([RUNBOOK_GEN, "serve", "--port", "0"], project) as address:
            for what, place in EDITS.items():
                tell(f"serve {incidents}, {what}")
                ours = Sample(tuple(_saves(project, address, place, runs)), 0)
                part = (ours.median - generator) * 1000
                rows.append(
                    (f"{incidents}, {what}", ours.shown(), f"{generator * 1000:.0f} ms",
                     f"{part:.0f} ms", f"{plainly:.1f} s")
                )  # fmt: skip
    head = ["incidents, edited", "`serve`, from the save to the served page", "of it the generator",
            "our part", "`mkdocs serve`, one language"]  # fmt: skip
    return (
        "## Preview of one edit\n\n"
        f"A file is saved every {AT_REST} seconds, and the page of its incident asked for until it "
        "says what was saved. The page is made at once, in both languages, and the whole site "
        "behind it; the save before is still being built when the next one comes. The generator's "
        f"part is what it takes for that page alone, in the median of {PAGES}.\n\n"
        f"{table(head, rows)}"
    )


def _saves(project: Path, address: str, place: re.Pattern[str], runs: int) -> Iterator[float]:
    """The seconds from each save until the page is served that tells of it; the first warms up."""
    for number in range(-1, runs):
        time.sleep(AT_REST)
        began = time.perf_counter()
        file, words = edit(project, place)
        _until_served(f"{address}en/incidents/{file.stem}.html", words)
        if number >= 0:
            yield time.perf_counter() - began


def _until_served(page: str, words: str) -> None:
    """Ask for a page until it has these words."""
    while True:
        with suppress(URLError, ConnectionError), urllib.request.urlopen(page) as answer:
            if words in answer.read().decode():
                return
        time.sleep(0.005)


@contextmanager
def _serving(command: Sequence[str], project: Path) -> Iterator[str]:
    """`runbook-gen serve` once it has built; its address."""
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        address = ""
        for line in process.stdout:
            if line.startswith("Serving "):
                address = line.split()[1]
            if " pages in " in line:
                break
        yield address
    finally:
        process.terminate()
        process.communicate()


def _page_alone(project: Path) -> float:
    """The seconds that the generators take for one page in every language."""
    where, seconds = Project(project / "incidents"), []
    memory = where.root / TEXTS
    page = next((project / "docs" / "en" / "incidents").glob("*-[0-9]*.md"))
    collection = where.sound()
    with generators(where, memory) as at_work, staged(memory / "page") as room:
        for _ in range(PAGES + 1):
            began = time.perf_counter()
            site = room._replace(out=project / "site")
            with at_work.building(collection, site, page=f"incidents/{page.name}"):
                pass
            seconds.append(time.perf_counter() - began)
    return median(seconds[1:])


def _plainly(project: Path) -> float:
    """The seconds from an edit of a page until the generator's own preview serves it, once."""
    docs = project / "docs" / "en"
    page = next((docs / "incidents").glob("*-[0-9]*.md"))
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    build = plain.command(project / "plainly", docs, project / "plainly" / "site")
    command = ["serve" if word == "build" else word for word in build]
    tell("mkdocs serve")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen([*command, "--dev-addr", address], env=environment)
    try:
        served = f"http://{address}/incidents/{page.stem}.html"
        _until_served(served, "<html")
        text = page.read_text("utf-8")
        time.sleep(AT_REST)
        began = time.perf_counter()
        page.write_text(f"{text}\nSaved just now.\n", "utf-8")
        _until_served(served, "Saved just now.")
        return time.perf_counter() - began
    finally:
        page.write_text(text, "utf-8")
        process.terminate()
        process.wait()

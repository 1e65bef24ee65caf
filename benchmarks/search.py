"""Does the site's search find the page that is meant? Three of them asked the same 60 questions.

The generator's own search and Pagefind read the very pages that ours does, each as it is meant to
be set up: the generator's with separators that take a log line apart, Pagefind on the contents
alone, without the lists, which name everything.
"""

import gzip
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import yaml
from playwright.sync_api import Browser, Page, expect

from benchmarks import plain
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, output, table, tell
from tests.browser import chromium, served

PAGEFIND = ROOT / ".venv-tools" / "pagefind" / "bin" / "python"
QUERIES = Path(__file__).with_name("queries.yaml")
FIRST = 3
LISTS = ("index.html", "incidents/index.html", "rules.html", "404.html")
MARKS = re.compile(r"[\"'`()\[\]{}<>,;:=|+*^~\\]+|\s-|-\s")  # commands, to the generator's search


class Query(NamedTuple):
    """What is asked, and the page that should be among the first."""

    query: str
    page: str


class Search(NamedTuple):
    """A search on a site: how it is asked for pages, and its index in KB, compressed."""

    name: str
    site: Path
    ask: Callable[[Page, str, str, str], list[str]]
    index: Mapping[str, float]


def run(scratch: Path) -> str:
    """Measure, and tell it as Markdown."""
    queries = {
        language: [Query(**each) for each in asked]
        for language, asked in yaml.safe_load(QUERIES.read_text("utf-8")).items()
    }
    searches = _searches(scratch / "search", tuple(queries))
    rows, missed = [], []
    with chromium() as browser:
        for search in searches:
            cells = []
            for language, asked in queries.items():
                misses = _misses(browser, search, language, asked)
                found = len(asked) - len(misses)
                cells += [f"{found / len(asked):.0%}", f"{search.index[language]:.0f}"]
                missed += [f"- {search.name}, {language}: `{miss.query}`" for miss in misses]
            rows.append((search.name, *cells))
    head = [f"recall at {FIRST}"]
    for language, asked in queries.items():
        head += [f"{language}, {len(asked)} queries", "index, KB compressed"]
    absent = "" if PAGEFIND.is_file() else "Pagefind was not installed: `sh benchmarks/peers.sh`.\n"
    return (
        "## Search\n\n"
        "The page that is meant is among the first three; words with particles, compounds, errors "
        "and ids, in Chromium ([queries.yaml](queries.yaml)).\n\n"
        f"{table(head, rows)}{absent}\n<details><summary>What was not found</summary>\n\n"
        + "\n".join(missed)
        + "\n\n</details>\n"
    )


def _searches(scratch: Path, languages: tuple[str, ...]) -> list[Search]:
    """Build the three sites."""
    scratch.mkdir(parents=True)
    shutil.copytree(ROOT / "incidents", scratch / "incidents")
    shutil.copy(ROOT / "mkdocs.yml", scratch)
    output(Process("build the site", [RUNBOOK_GEN, "build"], scratch))
    ours, theirs = scratch / "site", scratch / "generator"
    for language in languages:
        _generator(scratch, language, theirs / language)
    searches = [
        Search("runbook-gen", ours, _ask_ours, _sizes(ours, "search-index.js", languages)),
        Search("the generator's (lunr)", theirs, _ask_generator,
               _sizes(theirs, "search/search_index.json", languages)),
    ]  # fmt: skip
    if PAGEFIND.is_file():
        found = scratch / "pagefind"
        for language in languages:
            _pagefind(ours / language, found / language)
        sizes = _sizes(found, "pagefind/*/*", languages)
        searches.append(Search("Pagefind", found, _ask_pagefind, sizes))
    return searches


def _generator(scratch: Path, language: str, site: Path) -> None:
    """The same pages with the generator's own theme and search."""
    command = plain.command(scratch, scratch / "docs" / language, site)
    output(
        Process(f"build with lunr, {language}", command, environment={"NO_MKDOCS_2_WARNING": "1"})
    )


def _pagefind(site: Path, folder: Path) -> None:
    """Pagefind's index of a site's pages without the lists."""
    shutil.copytree(site, folder)
    for name in LISTS:
        (folder / name).unlink()
    shutil.rmtree(folder / "reference")
    where = ["--site", str(folder), "--root-selector", ".md-content"]
    output(Process("index with Pagefind", [str(PAGEFIND), "-m", "pagefind", *where]))


def _sizes(site: Path, pattern: str, languages: tuple[str, ...]) -> dict[str, float]:
    return {
        language: sum(
            min(len(data), len(gzip.compress(data))) / 1000
            for path in (site / language).glob(pattern)
            for data in [path.read_bytes()]
        )
        for language in languages
    }


def _misses(browser: Browser, search: Search, language: str, queries: list[Query]) -> list[Query]:
    """The queries whose page is not among the first."""
    misses = []
    with served(search.site) as address, _page(browser) as page:
        for number, asked in enumerate(queries):
            tell(f"{search.name}, {language}: {number + 1} of {len(queries)}")
            links = search.ask(page, address, language, asked.query)[:FIRST]
            if not any(f"/{asked.page}.html" in link for link in links):
                misses.append(asked)
    return misses


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def _ask_ours(page: Page, address: str, language: str, query: str) -> list[str]:
    page.goto(f"{address}/{language}/cluster.html")
    page.click(".rg-find")
    page.fill(".rg-search__input", query)
    page.wait_for_function("() => globalThis.runbookIndex")
    page.wait_for_function("() => document.querySelector('.rg-search__count').textContent")
    return _links(page, ".rg-search__link")


def _ask_generator(page: Page, address: str, language: str, query: str) -> list[str]:
    page.goto(f"{address}/{language}/cluster.html", wait_until="networkidle")
    page.click(".md-search__input")
    page.keyboard.insert_text(" ".join(MARKS.sub(" ", query).split()))
    page.keyboard.press("End")  # the search listens to keys
    answer = page.locator(".md-search-result__meta")
    expect(answer).to_have_text(re.compile(r"\d|없습니다|No matching"))
    page.wait_for_timeout(100)
    return _links(page, ".md-search-result__item > a")


def _ask_pagefind(page: Page, address: str, language: str, query: str) -> list[str]:
    page.goto(f"{address}/{language}/cluster.html")
    return page.evaluate(
        """async ([bundle, query, first]) => {
            const { results } = await (await import(bundle)).search(query);
            const pages = await Promise.all(results.slice(0, first).map((each) => each.data()));
            return pages.map((each) => each.url);
        }""",
        [f"{address}/{language}/pagefind/pagefind.js", query, FIRST],
    )


def _links(page: Page, selector: str) -> list[str]:
    return page.eval_on_selector_all(selector, "links => links.map((link) => link.href)")

"""A new team's repository, from a wheel of this checkout: `make site`, and what its readers see."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import served
from playwright.sync_api import Browser
from programs import plain
from selectolax.lexbor import LexborHTMLParser
from site_watch import watched
from sources import ROOT

LANGUAGES = ("en", "ja", "de", "sw")  # of the last, neither the theme nor we have words
EXAMPLE = "incidents/node-out-of-memory.html"


def call(*command: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository. Its own .venv/ holds the wheel, and borrows what a wheel depends on."""
    folder = tmp_path_factory.mktemp("new")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1"}
    call(*pip, "wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT),
         cwd=folder, env=os.environ | offline)  # fmt: skip
    [wheel] = folder.glob("*.whl")
    team = folder / "my team's #1 런북"
    env = plain(folder) | offline | {"PYTHONPATH": sysconfig.get_path("purelib")}
    init = [sys.executable, "-m", "runbook_gen.cli.main", "init", team.name]
    call(*init, "--from", wheel.name, "--languages", ",".join(LANGUAGES), cwd=folder)
    told = call("make", "site", f"PYTHON={sys.executable}", cwd=team, env=env)
    assert "pages in site/" in told
    where = [".venv/bin/python", "-c", "import runbook_gen; print(runbook_gen.__file__)"]
    assert call(*where, cwd=team, env=env).startswith(str(team / ".venv"))
    return team


@pytest.fixture(scope="module")
def address(team: Path) -> Iterator[str]:
    """The new site, served."""
    with served(team / "site") as url:
        yield url


def test_a_runbook_gen_elsewhere_serves_too(team: Path) -> None:
    told = call(
        "make",
        "--no-print-directory",
        "-n",
        "site",
        "BIN=/usr/bin",
        "RUNBOOK_GEN=/usr/bin/true",
        cwd=team,
    )
    assert told == "/usr/bin/true build\n"


def test_it_keeps_out_of_version_control_what_it_made(team: Path) -> None:
    call("git", "init", "-q", cwd=team)
    kept = call("git", "ls-files", "--others", "--exclude-standard", cwd=team).splitlines()
    assert not [name for name in kept if name.startswith((".venv", "site/", "dist/", "docs/e"))]
    assert "docs/schema/incident.schema.json" in kept
    assert "incidents/cluster.yaml" in kept


@pytest.mark.parametrize(
    ("language", "title", "search", "month"),
    [
        ("en", "A nightly job without a memory limit", "Search", "Mar 14, 2025"),
        ("ja", "メモリ制限のない夜間ジョブ", "検索", "2025/03/14"),
        ("de", "Ein nächtlicher Job ohne Speicherlimit", "Suche", "14.03.2025"),
        ("sw", "A nightly job without a memory limit", "Search", "14 Mac 2025"),
    ],
)
def test_the_site_is_told_in_each_language(
    team: Path, language: str, title: str, search: str, month: str
) -> None:
    page = LexborHTMLParser((team / "site" / language / EXAMPLE).read_text("utf-8"))
    text = page.text()
    assert page.css_first("html").attributes["lang"] == language
    assert title in text
    assert month in text
    assert page.css_first(".rg-find").attributes["title"] == search
    switch = page.css_first(".rg-languages")
    assert {a.attributes["hreflang"] for a in switch.css("a")} == set(LANGUAGES) - {language}
    assert "日本語" in switch.text()
    assert "What to do now" in text  # our own words; of these languages, we have only English


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("en", "memory limits"),
        ("ja", "メモリ制限"),
        ("ja", "ノードのメモリが足りない"),  # a sentence without a space
        ("ja", "kubeletがPodを退避"),
        ("de", "speicherlimit"),
        ("de", "Nächtlicher Job"),
        ("sw", "Out of memory: Killed process"),
    ],
)
def test_its_search_finds(browser: Browser, address: str, language: str, query: str) -> None:
    page = browser.new_page()
    wrong = watched(page, address)
    page.goto(f"{address}/{language}/waves.html")
    page.click(".rg-find")
    page.fill(".rg-search__input", query)
    page.wait_for_function("() => globalThis.runbookIndex")
    first = page.locator(".rg-search__link").first.get_attribute("href") or ""
    assert EXAMPLE in first
    assert wrong == []
    page.close()


def test_the_switch_and_the_pasted_log_work(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="ja-JP")
    page.goto(f"{address}/index.html")
    page.wait_for_url("**/ja/index.html")
    page.click(".rg-languages a[hreflang=de]")
    page.wait_for_url("**/de/index.html")
    page.fill(".rg-paste-log", "kernel: Out of memory: Killed process 7 (java)")
    page.locator(".rg-paste-hit").first.wait_for()
    assert page.locator(f"a[href*='{EXAMPLE}']").count()
    page.close()

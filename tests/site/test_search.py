"""The search in a browser: what people type and paste finds the page; keyboard, phone, folder."""

from pathlib import Path

import pytest
import yaml
from browser import SCHEMES, Scheme
from playwright.sync_api import Browser, Page, expect
from site_watch import LOGS, watched
from sources import ROOT

QUERIES = yaml.safe_load((ROOT / "benchmarks" / "queries.yaml").read_text("utf-8"))


def ask(page: Page, query: str) -> list[str]:
    """The addresses that the search answers with, best first."""
    page.fill(".rg-search__input", query)
    page.wait_for_function("() => globalThis.runbookIndex")
    links = page.locator(".rg-search__link").all()
    return [link.get_attribute("href") or "" for link in links]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_typed_at_night_is_found(browser: Browser, address: str, language: str) -> None:
    page = browser.new_page()
    wrong = watched(page, address)
    page.goto(f"{address}/{language}/waves.html")
    page.click(".rg-find")
    queries = QUERIES[language]
    missed = [
        each["query"]
        for each in queries
        if not any(f"/{each['page']}.html" in link for link in ask(page, each["query"])[:3])
    ]
    assert len(missed) <= 0.05 * len(queries), missed
    assert wrong == []
    page.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_pasted_log_line_finds_its_runbook(browser: Browser, address: str, language: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{language}/index.html")
    page.click(".rg-find")
    for incident, log in LOGS.items():
        found = ask(page, log)[:3]
        assert any(incident in href for href in found), f"{log!r}: {found}"
    page.close()


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ko", "이미지", "이미지를"),
        ("ko", "웹훅", "웹훅의"),
        ("ko", "타깃 그룹", "타깃그룹"),
        ("ko", "NetworkPolicy", "네트워크폴리시"),
        ("en", "policy", "policies"),
        ("en", "heredoc", "heredocs"),
        ("en", "CrashLoopBackOff", "crash loop back off"),
    ],
)
def test_a_word_is_found_in_its_other_forms(
    browser: Browser, address: str, language: str, one: str, other: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{language}/cluster.html")
    page.click(".rg-find")
    pages = [{link.split("?")[0] for link in ask(page, form)[:2]} for form in (one, other)]
    assert pages[0]
    assert pages[0] & pages[1]
    page.close()


@pytest.mark.parametrize(
    ("language", "query"), [("ko", "웹훅"), ("en", "webhook"), ("en", "target")]
)
def test_an_excerpt_is_what_the_page_says(
    browser: Browser, address: str, language: str, query: str
) -> None:
    """No anchor, no badge, no way to somewhere else, and no piece of a word."""
    page = browser.new_page()
    page.goto(f"{address}/{language}/index.html")
    page.click(".rg-find")
    assert ask(page, query)
    index = page.evaluate("globalThis.runbookIndex.pages.flatMap(page => page.sections)")
    texts = {text for _, _, text, *_ in index}
    also = {also for _, _, _, *rest in index for also in rest}
    told = page.locator(".rg-search__text").evaluate_all(
        "all => all.map(p => [...p.childNodes].filter(n => !n.classList?.contains("
        "'rg-search__section')).map(n => n.textContent).join(''))"
    )
    assert any(told)
    for text in filter(None, told):
        words = text.removeprefix("… ").removesuffix(" …")
        assert words not in also
        assert "↓" not in words
        whole = next(each for each in texts if words in each)
        assert f" {words} " in f" {whole} ", "a word is cut"
    page.close()


def test_nonsense_finds_nothing_and_says_so(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/ko/index.html")
    page.click(".rg-find")
    assert ask(page, "ㅁㄴㅇㄹ qwzxv") == []
    expect(page.get_by_role("status")).to_have_text("검색어와 일치하는 문서가 없습니다")
    page.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_is_used_by_keyboard_alone(
    browser: Browser, address: str, language: str, width: int, scheme: Scheme
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
    wrong = watched(page, address)
    page.goto(f"{address}/{language}/index.html", wait_until="networkidle")
    page.keyboard.press("s")
    expect(page.locator(".rg-search__input")).to_be_focused()
    page.keyboard.insert_text("mservice.elbv2")
    first = page.locator(".rg-search__link").first
    expect(first.locator("xpath=..").locator("mark").first).to_have_text("mservice.elbv2")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".rg-search__input")).to_be_focused()
    box = page.locator(".rg-search").bounding_box()
    assert box
    assert box["width"] <= width
    page.keyboard.press("Escape")
    assert not page.locator(".rg-search").is_visible()
    page.keyboard.press("Control+k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/webhook-refused-apps-outofsync.html?*")
    assert page.evaluate("CSS.highlights.get('rg-found').size") > 0
    assert wrong == []
    page.close()


def test_it_works_in_a_folder(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "ko" / "incidents" / "index.html").as_uri())
    page.click(".rg-find")
    assert "alb-controller-crashloop" in ask(page, "네트워크폴리시")[0]
    page.keyboard.press("Enter")
    page.wait_for_url("file://**/ko/incidents/alb-controller-crashloop.html?*")
    assert page.locator("h1").is_visible()
    page.close()


def test_nothing_is_loaded_before_it_is_asked(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/en/index.html", wait_until="networkidle")
    assert not any("search-index" in url for url in asked)
    page.click(".rg-find")
    page.wait_for_function("() => globalThis.runbookIndex")
    assert any("search-index" in url for url in asked)
    page.close()

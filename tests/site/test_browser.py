"""The site in a browser: both languages, desktop and phone, light and dark, and under attack."""

from pathlib import Path

import pytest
from browser import served
from playwright.sync_api import Browser
from site_watch import watched

PAGES = (
    "index",
    "incidents/index",
    "incidents/alb-controller-crashloop",
    "incidents/workflow-heredoc-yaml",
    "waves",
    "card",
    "checklists",
    "cluster",
    "rules",
    "reference/fields",
    "reference/checks",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_load_cleanly_and_fit(
    browser: Browser, address: str, language: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    wrong = watched(page, address)
    for path in PAGES:
        page.goto(f"{address}/{language}/{path}.html", wait_until="networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide"
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate(
            "letters => document.fonts.check('16px \"Runbook Text\"', letters)",
            {"ko": "가A", "en": "A"}[language],
        )
        shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (shade == "rgb(255, 255, 255)") == (scheme == "light"), shade
    assert wrong == []
    page.close()


def test_the_first_page_leads_to_the_readers_language(browser: Browser, address: str) -> None:
    for locale, expected in (("ko-KR", "ko"), ("en-GB", "en"), ("fr-FR", "ko")):
        page = browser.new_page(locale=locale)
        page.goto(f"{address}/")
        page.wait_for_url(f"{address}/{expected}/index.html")
        page.close()


def test_the_language_switch_stays_on_the_page(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/ko/incidents/vpc-delete-blocked.html")
    page.click(".rg-languages a")
    page.wait_for_url(f"{address}/en/incidents/vpc-delete-blocked.html")
    page.click(".rg-languages a")
    page.wait_for_url(f"{address}/ko/incidents/vpc-delete-blocked.html")
    page.close()


def test_without_scripts_the_list_and_the_diagram_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/ko/incidents/index.html")
    assert page.locator(".rg-incidents tbody tr:visible").count() == 10
    page.goto(f"{address}/ko/waves.html")
    page.click(".rg-diagram a >> nth=0")
    assert "/ko/incidents/" in page.url
    context.close()


def test_it_reads_from_a_folder(browser: Browser, site: Path) -> None:
    """An operator without a web server opens the files."""
    page = browser.new_page()
    page.goto((site / "ko" / "index.html").as_uri())
    page.click("a:has-text('ALB Controller') >> nth=0")
    assert page.url.endswith("/ko/incidents/alb-controller-crashloop.html")
    page.click(".rg-languages a")
    assert page.url.endswith("/en/incidents/alb-controller-crashloop.html")
    page.close()


def test_an_attack_in_every_text_does_nothing(browser: Browser, hostile_site: Path) -> None:
    with served(hostile_site) as address:
        page = browser.new_page()
        wrong = watched(page, address)
        for path in PAGES:
            for language in ("ko", "en"):
                page.goto(f"{address}/{language}/{path}.html", wait_until="networkidle")
                assert page.locator("body [onclick], body [onerror]").count() == 0
                assert page.locator("a[href^='javascript' i], a[href^='data:' i]").count() == 0
        page.goto(f"{address}/ko/index.html")
        page.wait_for_load_state("networkidle")
        page.click(".rg-find")
        page.keyboard.insert_text("onerror")
        page.wait_for_selector(".rg-search__link")
        page.wait_for_timeout(300)
        assert wrong == []
        page.close()

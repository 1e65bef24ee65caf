"""The incident list: chosen, counted, sorted, and all of it in the address."""

from pathlib import Path

import pytest
from browser import SCHEMES, Scheme
from playwright.sync_api import Browser, Page, expect
from site_watch import watched

LIST = "incidents/index.html"


def titles(page: Page) -> list[str]:
    return page.locator(".rg-incidents tbody tr:visible td:first-child").all_inner_texts()


def values(page: Page, column: str) -> list[str | None]:
    marks = page.locator(f".rg-incidents tbody tr:visible {column}").all()
    return [mark.get_attribute("data-value") for mark in marks]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_chosen_is_in_the_address(
    browser: Browser, address: str, language: str, width: int, scheme: Scheme
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    wrong = watched(page, address)
    page.goto(f"{address}/{language}/{LIST}")
    assert len(titles(page)) == 10
    page.select_option("select[name=severity]", "critical")
    assert len(titles(page)) == 2
    page.select_option("select[name=component]", "networkpolicy")
    [shown] = titles(page)
    assert page.url.endswith("#severity=critical&component=networkpolicy")

    sent = browser.new_page(viewport={"width": width, "height": 800})
    sent.goto(page.url)
    assert titles(sent) == [shown]
    assert sent.input_value("select[name=component]") == "networkpolicy"
    sent.close()

    page.go_back()
    expect(page.locator("select[name=component]")).to_have_value("")
    assert len(titles(page)) == 2
    page.go_back()
    expect(page.locator("select[name=severity]")).to_have_value("")
    assert len(titles(page)) == 10
    page.go_forward()
    expect(page.locator("select[name=severity]")).to_have_value("critical")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    assert wrong == []
    page.close()


def test_each_choice_says_how_many_it_leaves(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/{LIST}")
    options = page.locator("select[name=status] option")
    assert options.all_inner_texts() == ["all", "Open (2)", "Mitigated (1)", "Resolved (7)"]
    page.select_option("select[name=severity]", "critical")
    assert options.all_inner_texts() == ["all", "Open (2)", "Mitigated (0)", "Resolved (0)"]
    waves = page.locator("select[name=wave] option").all_inner_texts()
    assert waves == ["all", "-1 (0)", "20 (1)", "60 (0)", "80 (1)", "– (0)"]
    assert page.locator("select[name=date] option").all_inner_texts() == [
        "all",
        "November 2025 (2)",
    ]
    page.close()


@pytest.mark.parametrize(
    ("language", "none", "again"),
    [("ko", "조건에 맞는 사례가 없다", "모두 보기"), ("en", "No incident fits", "Show all")],
)
def test_where_nothing_fits_it_says_so(
    browser: Browser, address: str, language: str, none: str, again: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{language}/{LIST}?status=open&component=yaml")
    assert titles(page) == []
    expect(page.get_by_role("status")).to_contain_text(none)
    page.get_by_role("button", name=again).click()
    assert len(titles(page)) == 10
    expect(page.locator("select[name=status]")).to_be_focused()
    page.reload()
    assert len(titles(page)) == 10
    page.close()


def test_it_is_sorted_by_heading_and_by_choice(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/{LIST}")
    urgent = titles(page)
    page.get_by_role("button", name="Wave").click()
    waves = values(page, "td:nth-child(5) [data-value]")
    assert waves == ["-1", "20", "60", "80", "80", "80", "80", "none", "none", "none"]
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Wave"
    page.get_by_role("button", name="Wave").click()
    assert page.url.endswith("#sort=-wave")
    assert values(page, "td:nth-child(5) [data-value]") == waves[::-1]
    page.select_option("select[name=sort]", "severity")
    assert values(page, "td:nth-child(2) [data-value]")[:3] == ["critical", "critical", "high"]
    page.select_option("select[name=sort]", "")
    assert titles(page) == urgent
    assert page.locator("th[aria-sort]").count() == 0
    page.close()


def test_an_address_that_asks_for_what_is_not_there(browser: Browser, address: str) -> None:
    page = browser.new_page()
    wrong = watched(page, address)
    page.goto(f"{address}/en/{LIST}#component=%3Cb%3E&sort=nonsense")
    assert titles(page) == []
    assert page.locator("select[name=component]").input_value() == "<b>"
    page.get_by_role("button", name="Show all").click()
    assert len(titles(page)) == 10
    assert wrong == []
    page.close()


def test_it_works_in_a_folder(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "ko" / LIST).as_uri())
    page.select_option("select[name=status]", "open")
    assert len(titles(page)) == 2
    page.go_back()
    expect(page.locator("select[name=status]")).to_have_value("")
    page.goto((site / "ko" / LIST).as_uri() + "?status=mitigated")
    assert len(titles(page)) == 1
    page.close()


def test_without_scripts_it_is_a_table(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/ko/{LIST}")
    assert len(titles(page)) == 10
    assert page.locator("select:visible, .rg-find:visible, .rg-search:visible").count() == 0
    context.close()

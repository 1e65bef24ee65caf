"""The site in a browser: both languages, desktop and phone, light and dark, and under attack."""

from pathlib import Path

import pytest
from browser import served
from playwright.sync_api import Browser, Page

PAGES = (
    "index",
    "incidents/index",
    "incidents/alb-controller-crashloop",
    "incidents/workflow-heredoc-yaml",
    "waves",
    "checklists",
    "cluster",
    "rules",
    "reference/fields",
    "reference/checks",
)


def watched(page: Page, address: str) -> list[str]:
    """What goes wrong on a page: errors, dialogs, requests elsewhere or in vain."""
    wrong: list[str] = []
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda r: r.url.startswith((address, "data:")) or wrong.append(r.url))
    page.on("response", lambda r: r.status < 400 or wrong.append(f"{r.status} {r.url}"))
    return wrong


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
        assert page.evaluate("document.fonts.check('16px \"Pretendard Variable\"', '가A')")
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


def test_incidents_are_chosen_and_sorted(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/incidents/index.html")
    rows = page.locator(".rg-incidents tbody tr:visible")
    assert rows.count() == 10
    page.select_option(".rg-filters select >> nth=0", "critical")
    assert rows.count() == 2
    page.select_option(".rg-filters select >> nth=3", "20")
    assert rows.count() == 1
    assert "ALB" in rows.inner_text()
    page.select_option(".rg-filters select >> nth=1", "resolved")
    assert rows.count() == 0
    assert page.get_by_text("No incident fits").is_visible()
    for number in range(4):
        page.select_option(f".rg-filters select >> nth={number}", "")
    page.click("th button:text('Wave')")
    assert rows.first.locator("td").nth(4).inner_text() == "-1"
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Wave"
    page.click("th button:text('Severity')")
    assert rows.first.locator("td").nth(1).inner_text() == "Critical"
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


LOGS = {
    "alb-controller-crashloop": "unable to create controller",
    "webhook-refused-apps-outofsync": 'failed calling webhook "mservice.elbv2.k8s.aws"',
    "applicationset-kustomize-images": 'in body must be of type string: "object"',
    "kustomize-parent-directory": "security; file is not in or below",
    "ghcr-image-pull-denied": "failed to fetch anonymous token: unexpected status from GET request",
    "bitnami-debian-images-gone": 'Failed to pull image "docker.io/bitnami/rabbitmq',
    "workflow-heredoc-yaml": "yaml.scanner.ScannerError: while scanning a simple key",
    "scan-api-module-path": 'Error loading ASGI app. Could not import module "main".',
    "vpc-delete-blocked": "VPC has dependencies and cannot be deleted",
    "ansible-import-tasks-play": "[ERROR]: conflicting action statements: hosts, tasks",
}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_pasted_log_line_finds_its_runbook(browser: Browser, address: str, language: str) -> None:
    page = browser.new_page()
    for incident, log in LOGS.items():
        page.goto(f"{address}/{language}/index.html", wait_until="networkidle")
        paste(page, log)
        page.wait_for_selector(".md-search-result__item a")
        links = page.locator(".md-search-result__item > a").all()
        found = [link.get_attribute("href") or "" for link in links[:3]]
        assert any(incident in href for href in found), f"{log!r}: {found}"
    page.close()


def paste(page: Page, text: str) -> None:
    """Paste into the search field, as a person does."""
    page.click(".md-search__input")
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const field = document.querySelector(".md-search__input");
            const event = { clipboardData: data, bubbles: true, cancelable: true };
            field.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        text,
    )


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
        paste(page, "onerror")
        page.wait_for_selector(".md-search-result__link")
        page.wait_for_timeout(300)
        assert wrong == []
        page.close()

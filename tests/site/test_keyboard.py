"""Somebody with a keyboard alone: from a pasted log to the runbook, and through its steps."""

import pytest
from browser import SCHEMES, Scheme
from playwright.sync_api import Browser, Page

LOG = 'dial tcp: failed calling webhook "x.elbv2.k8s.aws": Post "https://x.kube-system.svc:443/m": dial tcp 10.0.0.1:443: connect: connection refused'  # noqa: E501


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the element has the focus, which must be seen there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => !!document.activeElement?.matches(s)", selector):
            visible = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
            )
            assert visible, f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"{selector} is not reached by Tab")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_from_a_log_to_a_ticked_step(
    browser: Browser, address: str, language: str, width: int, scheme: Scheme
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(f"{address}/{language}/index.html", wait_until="networkidle")
    tab_to(page, "#paste textarea, .rg-paste textarea, textarea")
    page.keyboard.insert_text(LOG)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("a[href*='webhook-refused-apps-outofsync.html']")
    tab_to(page, "a[href*='incidents/webhook-refused-apps-outofsync.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/webhook-refused-apps-outofsync.html*")
    tab_to(page, "input[data-step]", most=120)
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")
    page.reload(wait_until="networkidle")
    assert page.locator("input[data-step]:checked").count() == 1
    page.close()

"""axe finds nothing to complain of, on every kind of page."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser
from programs import lack
from sources import ROOT

AXE = ROOT / ".venv-tools" / "node" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "index",
    "incidents/index",
    "incidents/alb-controller-crashloop",
    "waves",
    "card",
    "checklists",
    "cluster",
    "rules",
    "reference/index",
    "reference/fields",
    "reference/checks",
    "reference/targets",
    "reference/target-npd",
    "tutorials/first-incident",
    "404",
)


@pytest.fixture(scope="session")
def axe() -> str:
    """Deque's axe, as npm has it."""
    if not AXE.exists():
        lack("axe-core is missing in .venv-tools/node: sh tests/real-tools.sh")
    return AXE.read_text("utf-8")


def told(violation: dict[str, Any]) -> str:
    """What axe finds, short enough to read."""
    nodes = violation["nodes"]
    first = json.dumps([node["html"][:160] for node in nodes[:3]], ensure_ascii=False)
    return f"{violation['id']} ({len(nodes)}): {violation['help']}: {first}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_axe_finds_nothing(
    browser: Browser, address: str, axe: str, language: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found: dict[str, list[str]] = {}
    for path in PAGES:
        page.goto(f"{address}/{language}/{path}.html", wait_until="networkidle")
        page.evaluate(axe)
        report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        if report["violations"]:
            found[path] = [told(violation) for violation in report["violations"]]
    page.close()
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)

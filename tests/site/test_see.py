"""Diagrams, timeline and plots in a browser: legible on a phone, each mark a way to its page."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from browser import SCHEMES, Scheme, served
from playwright.sync_api import Browser, Page
from render.crowds import incidents, waves
from sources import REAL, ROOT

from runbook_gen.cli.main import main
from runbook_gen.render.drawings.plots import bars, by_component
from runbook_gen.render.drawings.timeline import CROWD, timeline

STYLES = ROOT / "runbook_gen/render/theme/assets/css"
PAGES = ("waves", "index", "incidents/webhook-refused-apps-outofsync")
LANGUAGES = pytest.mark.parametrize("language", ["ko", "en"])
SHADES = pytest.mark.parametrize("scheme", SCHEMES)
WIDTHS = pytest.mark.parametrize("width", [390, 1280])

FLAWS = """() => {
  const flaws = [];
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const drawings = [...document.querySelectorAll("svg.rg-diagram:not(.rg-key)")]
    .filter((svg) => svg.getClientRects().length);
  for (const svg of drawings) {
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("tspan")];
    const rects = texts.map((text) => text.getBoundingClientRect());
    texts.forEach((text, i) => {
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < 10.95) flaws.push(`${size} px: ${text.textContent}`);
      if (rects[i].left < frame.left - 1 || rects[i].right > frame.right + 1)
        flaws.push(`beyond the drawing: ${text.textContent}`);
      for (let j = 0; j < i; j++)
        if (meet(rects[i], { left: rects[j].left, right: rects[j].right,
          top: rects[j].top + 2, bottom: rects[j].bottom - 2 }))
          flaws.push(`${text.textContent} lies on ${texts[j].textContent}`);
    });
    const boxes = [...svg.querySelectorAll(".rg-node rect")];
    boxes.forEach((box, i) => {
      const own = box.getBoundingClientRect();
      for (const text of box.parentNode.querySelectorAll("tspan")) {
        const rect = text.getBoundingClientRect();
        if (rect.right > own.right || rect.bottom > own.bottom + 1 || rect.top < own.top - 1)
          flaws.push(`out of its box: ${text.textContent}`);
      }
      for (const other of boxes.slice(0, i))
        if (meet(own, other.getBoundingClientRect()))
          flaws.push(`boxes: ${box.parentNode.textContent}`);
    });
  }
  return [drawings.length, flaws];
}"""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real collection with sixty apps in twelve waves, served."""
    folder = tmp_path_factory.mktemp("crowded")
    shutil.copytree(REAL, folder / "incidents")
    file = folder / "incidents" / "cluster.yaml"
    data = yaml.load(file.read_text("utf-8"), yaml.BaseLoader) | {"waves": waves()}
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    assert main(["build", "--collection", str(folder / "incidents")]) == 0
    with served(folder / "site") as url:
        yield url


def looked_at(page: Page) -> int:
    """How many drawings are seen on the page; none may be flawed."""
    page.evaluate("document.fonts.ready")
    seen, flaws = page.evaluate(FLAWS)
    assert flaws == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return int(seen)


@LANGUAGES
@WIDTHS
@SHADES
def test_drawings_are_legible(
    browser: Browser, address: str, language: str, width: int, scheme: Scheme
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    seen = []
    for path in PAGES:
        page.goto(f"{address}/{language}/{path}.html")
        seen.append(looked_at(page))
    assert seen[:2] == [1, 3], "one drawing of each: the one that fits the page"
    assert seen[2] >= 1
    page.close()


@LANGUAGES
@WIDTHS
@SHADES
def test_sixty_apps_are_legible(
    browser: Browser, crowded: str, language: str, width: int, scheme: Scheme
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{crowded}/{language}/waves.html")
    assert looked_at(page) == 1
    assert page.locator(".rg-app:visible").count() == 60
    page.close()


@WIDTHS
@pytest.mark.parametrize(("count", "days"), [(300, 3650), (10, 3), (100, 1), (3000, 40)])
def test_a_crowd_of_incidents_is_legible(
    browser: Browser, width: int, count: int, days: int
) -> None:
    crowd = incidents(count, date(2015, 3, 1), days)
    drawings = (timeline(crowd, "ko", str), bars("Components", by_component(crowd), str))
    figures = "".join(f'<figure class="rg-figure">{drawing}</figure>' for drawing in drawings)
    styles = "".join((STYLES / name).read_text("utf-8") for name in ("runbook.css", "see.css"))
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(
        f"<style>{styles} body {{ margin: 0 16px; font-family: sans-serif }}</style>"
        f'<body data-md-color-scheme="default" class="md-typeset">{figures}'
    )
    assert looked_at(page) == 2
    marks = page.locator(".rg-mark:visible").count()
    assert marks == count if count <= CROWD else marks < CROWD
    page.close()


@LANGUAGES
def test_the_keyboard_reaches_an_incident_from_the_waves(
    browser: Browser, address: str, language: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/{language}/waves.html")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('svg.rg-diagram')"):
            break
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid", "the focus is seen"
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/kustomize-parent-directory.html")
    page.close()


def test_a_mark_leads_to_its_incident_without_scripts_and_from_a_folder(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "en" / "index.html").as_uri())
    page.locator(".rg-timeline a:visible >> nth=0").click()
    assert page.url.endswith("/en/incidents/alb-controller-crashloop.html")
    page.goto((site / "en" / "index.html").as_uri())
    page.locator(".rg-bars a:visible", has_text="Wave 80").click()
    assert page.url.endswith("/en/waves.html#wave80")
    assert page.locator("#wave80").is_visible()
    context.close()


@LANGUAGES
def test_every_drawing_has_its_words_in_a_table(
    browser: Browser, address: str, language: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{language}/index.html")
    pages = "links => links.map((link) => link.getAttribute('href'))"
    table = page.locator(".rg-over-time + details a").evaluate_all(pages)
    assert len(table) == 10
    assert set(table) == set(page.locator(".rg-timeline.rg-wide a").evaluate_all(pages))
    assert page.locator(".rg-plot details table").count() == 2
    named = "links => links.every((a) => a.ariaLabel || a.querySelector('title').textContent)"
    assert page.locator(".rg-timeline a").evaluate_all(named)
    page.close()


def test_on_paper_the_wide_drawing_is_printed_in_ink(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 900}, color_scheme="dark")
    page.goto(f"{address}/ko/waves.html")
    assert page.locator(".rg-diagram.rg-narrow").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".rg-diagram.rg-wide").is_visible()
    assert not page.locator(".rg-diagram.rg-narrow").is_visible()
    ink = page.locator(".rg-wide .rg-name >> nth=0").evaluate("e => getComputedStyle(e).fill")
    assert ink == "rgb(24, 32, 38)"
    page.close()

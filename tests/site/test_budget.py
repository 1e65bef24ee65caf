"""What a page costs a phone at night: bytes before anything is asked for; and nothing jumps."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser

FIRST_PAGE = 200_000  # bytes, compressed as a web server would
LAZY = ("search-index.js", "log-rules.js", "logtext.js", "log-search.js")
"""What is loaded when somebody searches or pastes, not before."""

WATCH = """() => {
  window.shift = 0;
  new PerformanceObserver(l => { for (const e of l.getEntries())
      if (!e.hadRecentInput) window.shift += e.value; })
    .observe({type: 'layout-shift', buffered: true});
}"""


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_first_page_is_light(browser: Browser, address: str, site: Path, language: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("?")[0]))
    page.goto(f"{address}/{language}/index.html", wait_until="networkidle")
    page.close()
    files = [site / url.removeprefix(f"{address}/") for url in dict.fromkeys(asked)]
    assert not [file.name for file in files if file.name in LAZY]
    sizes = {
        file.name: file.stat().st_size
        if file.suffix in {".woff2", ".png"}
        else len(gzip.compress(file.read_bytes()))
        for file in files
    }
    assert any(name.endswith(".woff2") for name in sizes)
    assert sum(sizes.values()) < FIRST_PAGE, sizes


@pytest.mark.parametrize(
    "path", ["index", "incidents/index", "waves", "incidents/alb-controller-crashloop"]
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_jumps(browser: Browser, site: Path, language: str, path: str) -> None:
    """From the disk, as if there were no network; letters may still take their shape."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.route("**/*.woff2", lambda route: route.abort())
    page.add_init_script(f"({WATCH})()")
    page.goto((site / language / f"{path}.html").as_uri(), wait_until="networkidle")
    page.wait_for_timeout(300)
    shift = page.evaluate("window.shift")
    page.close()
    assert shift < 0.02, shift

"""The site's policy: nothing of ours breaks it, and what an attacker brings in does not run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import served
from playwright.sync_api import Browser, Page

from runbook_gen.render.policy import policy

TELL = """
globalThis.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
BROUGHT_IN = """
<script>globalThis.ran = "a script"</script>
<script src="data:text/javascript,ran='a script from data:'"></script>
<img src="missing.png" onerror="ran = 'a handler'">
<a id="lure" href="javascript:ran='an address'">x</a>
<img src="https://evil.example/pixel.png"><iframe src="https://evil.example/"></iframe>
<style>body { display: none }</style><base href="https://evil.example/">
<form id="form" action="https://evil.example/"><button>x</button></form>
"""
SEEN = """() => [globalThis.ran, getComputedStyle(document.body).display, document.baseURI]"""


@contextmanager
def watching(browser: Browser) -> Iterator[Page]:
    """A page that counts what its policy forbade."""
    context = browser.new_context()
    context.add_init_script(TELL)
    yield context.new_page()
    context.close()


def kinds(site: Path) -> list[str]:
    """Every page of one language, and the first page of all."""
    return [
        "index.html",
        *sorted(p.relative_to(site).as_posix() for p in site.glob("en/**/*.html")),
    ]


@contextmanager
def reached(site: Path, way: str) -> Iterator[str]:
    if way == "file":
        yield site.as_uri()
    else:
        with served(site) as address:
            yield address


@pytest.mark.parametrize("way", ["http", "file"])
def test_no_page_breaks_it(browser: Browser, site: Path, way: str) -> None:
    found: dict[str, list[str]] = {}
    with reached(site, way) as address, watching(browser) as page:
        said: list[str] = []
        page.on("console", lambda line: said.append(line.text))
        for path in kinds(site):
            page.goto(f"{address}/{path}", wait_until="load")
            page.wait_for_timeout(50)  # what scripts draw and fetch once it is loaded
            broken = [*page.evaluate("violations"), *(x for x in said if "Security" in x)]
            if broken:
                found[path] = broken
            said.clear()
    assert found == {}


@pytest.mark.parametrize("way", ["http", "file"])
def test_what_the_reader_uses_works_under_it(browser: Browser, site: Path, way: str) -> None:
    with reached(site, way) as address, watching(browser) as page:
        page.goto(f"{address}/en/index.html")
        page.click(".rg-find")
        page.keyboard.insert_text("webhook")
        page.wait_for_selector(".rg-search__link")
        page.keyboard.press("Escape")
        page.fill(".rg-paste textarea", "VPC has dependencies and cannot be deleted")
        page.wait_for_selector(".rg-paste a[href*='vpc-delete-blocked']")
        page.locator("label[for^='__palette']:visible").click()
        scheme = page.get_attribute("body", "data-md-color-scheme")
        page.reload()
        assert page.get_attribute("body", "data-md-color-scheme") == scheme
        assert page.evaluate("violations") == []


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("path", ["index.html", "en/incidents/vpc-delete-blocked.html"])
def test_what_is_brought_in_does_not_run(
    browser: Browser, site: Path, tmp_path: Path, way: str, path: str
) -> None:
    """As if every filter of the templates had failed."""
    text = (site / path).read_text("utf-8").replace("front.js", "gone.js")
    attacked = text.replace("</body>", f"{BROUGHT_IN}</body>")
    (tmp_path / "index.html").write_text(attacked, encoding="utf-8")
    with reached(tmp_path, way) as address, watching(browser) as page:
        page.goto(f"{address}/index.html")
        base = page.url
        page.evaluate("document.querySelector('#lure').click()")
        page.evaluate("document.querySelector('#form').requestSubmit()")
        page.wait_for_timeout(200)
        assert page.url == base
        assert page.evaluate(SEEN) == [None, "block", base]
        told = " ".join(page.evaluate("violations"))
        for directive in ("script-src-elem", "script-src-attr", "img-src", "style-src-elem"):
            assert directive in told
        assert "frame-src" in told
        assert "base-uri" in told
        assert "form-action" in told


def test_servers_that_read_it_send_it_and_more(site: Path) -> None:
    headers = (site / "_headers").read_text("utf-8")
    assert f"Content-Security-Policy: {policy()}; frame-ancestors 'none'\n" in headers
    script = next(part for part in policy().split("; ") if part.startswith("script-src"))
    assert script == "script-src 'self'"

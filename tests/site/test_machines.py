"""The published site as machines find it; a superseded incident's address leads on."""

import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import pytest
from browser import served
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser
from sources import ROOT, SOUND

from runbook_gen.cli.main import main

SITE = "https://runbooks.example.com"


def heads(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page but those that stand for none."""
    return {
        p.relative_to(site).as_posix(): LexborHTMLParser(p.read_text("utf-8"))
        for p in site.rglob("*.html")
        if p.name != "404.html"
    }


def test_every_page_names_itself_in_every_language(site: Path) -> None:
    for path, page in heads(site).items():
        if path == "index.html":
            continue
        name = path.partition("/")[2]
        said = {
            link.attributes["hreflang"]: link.attributes["href"]
            for link in page.css("head link[rel~=alternate][hreflang]")
        }
        assert said == {code: f"{SITE}/{code}/{name}" for code in ("ko", "en")}, path
        canonical = page.css_first("link[rel=canonical]")
        assert canonical is not None
        assert canonical.attributes["href"] == said[path.partition("/")[0]]


def test_every_page_lies_beside_its_markdown_and_names_the_feed(site: Path) -> None:
    for path, page in heads(site).items():
        if path == "index.html":
            continue
        for kind, name in (("text/markdown", None), ("application/atom+xml", "feed.xml")):
            link = page.css_first(f"head link[type='{kind}']")
            assert link is not None
            file = (site / path).parent / (link.attributes["href"] or "")
            assert file.resolve().is_file(), f"{path}: {file}"
            assert name is None or file.name == name


def test_the_markdown_tells_what_to_check_before_and_the_way_back(site: Path) -> None:
    for language, before, back in (
        ("ko", "먼저 확인", "되돌리는 법"),
        ("en", "Check before", "Way back"),
    ):
        text = (site / language / "incidents" / "vpc-delete-blocked.md").read_text("utf-8")
        assert text.count(f"**{before}:**") == text.count(f"**{back}:**") == 6
        assert "](vpc-delete-blocked.sh)" in text


def test_every_page_has_a_card(site: Path) -> None:
    for path, page in heads(site).items():
        card = {
            meta.attributes["property"]: meta.attributes["content"] or ""
            for meta in page.css("head meta[property^='og:']")
        }
        for name in ("type", "title", "description", "url", "locale", "image"):
            assert card.get(f"og:{name}"), f"{path}: og:{name}"
        assert page.css_first("meta[name='twitter:card']") is not None
        image = site / urlsplit(card["og:image"]).path.strip("/")
        assert image.read_bytes().startswith(b"\x89PNG")
        home = path.partition("/")[0]
        assert card["og:locale"] == {"ko": "ko_KR", "en": "en_US"}.get(home, "ko_KR")


def test_the_sitemap_has_the_addresses_that_pages_call_their_own(site: Path) -> None:
    name = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = Xml.fromstring((site / "sitemap.xml").read_bytes())
    told = {url.text for url in root.findall("s:url/s:loc", name)}
    own = set()
    for path, page in heads(site).items():
        canonical = page.css_first("link[rel=canonical]")
        assert canonical is not None
        own |= {canonical.attributes["href"]} if path != "index.html" else set()
    assert told == own
    assert not list(site.rglob("sitemap.xml.gz"))


@pytest.fixture(scope="module")
def succeeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sound collection, in which a newer incident supersedes one."""
    folder = tmp_path_factory.mktemp("succeeded")
    shutil.copytree(SOUND, folder / "incidents")
    old = folder / "incidents" / "api-slow.yaml"
    text = old.read_text("utf-8")
    new = text.replace("id: api-slow", "id: api-slower") + "  - {id: api-slow, as: supersedes}\n"
    (folder / "incidents" / "api-slower.yaml").write_text(new, "utf-8")
    old.write_text(text.replace("status: open", "status: superseded"), "utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    assert main(["build", "--collection", str(folder / "incidents")]) == 0
    return folder / "site"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_superseded_address_leads_on_and_its_record_stays(
    browser: Browser, succeeded: Path, language: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    with served(succeeded) as address:
        for start in (address, succeeded.as_uri()):
            page.goto(f"{start}/{language}/incidents/api-slow.html")
            page.wait_for_url(f"{start}/{language}/incidents/api-slower.html")
            page.click("a[href='api-slow.record.html']")
            page.wait_for_url(f"{start}/{language}/incidents/api-slow.record.html")
            assert page.locator("h1").inner_text()
            page.click(".admonition a[href='api-slower.html']")
            page.wait_for_url(f"{start}/{language}/incidents/api-slower.html")
    context.close()


def test_a_redirect_is_listed_nowhere_and_names_its_goal(succeeded: Path) -> None:
    stub = LexborHTMLParser((succeeded / "ko/incidents/api-slow.html").read_text("utf-8"))
    canonical = stub.css_first("link[rel=canonical]")
    assert canonical is not None
    goal = canonical.attributes["href"] or ""
    assert goal.endswith("/ko/incidents/api-slower.html")
    assert stub.css_first("a[href='api-slower.html']") is not None
    assert "/api-slow.html" not in (succeeded / "sitemap.xml").read_text("utf-8")
    index = (succeeded / "ko/search-index.js").read_text("utf-8")
    found = json.loads(index.partition("=")[2].rstrip(";\n"))["pages"]
    urls = {page["url"] for page in found}
    assert "incidents/api-slower.html" in urls
    assert "incidents/api-slow.html" not in urls


AUTHORS = (
    "reference/index",
    "reference/fields",
    "tutorials/first-incident",
    "tutorials/review",
    "tutorials/install-rules",
    "tutorials/old-documents",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_authors_pages_load_cleanly_and_fit(
    browser: Browser, address: str, language: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    wrong: list[str] = []
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    page.on("response", lambda r: r.status < 400 or wrong.append(f"{r.status} {r.url}"))
    page.on("request", lambda r: r.url.startswith((address, "data:")) or wrong.append(r.url))
    for path in AUTHORS:
        page.goto(f"{address}/{language}/{path}.html", wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert wrong == []
    page.goto(f"{address}/{language}/reference/fields.html#command-effect")
    cells = page.locator("tr:has(#command-effect) td")
    left = {box["x"] for box in (cells.nth(i).bounding_box() for i in range(3)) if box}
    assert len(left) == (1 if width == 390 else 3), "a field is a paragraph on a phone"
    assert page.locator("#command-effect").is_visible()
    page.close()

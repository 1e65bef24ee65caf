"""Every link and anchor of the built site leads somewhere, within the site."""

from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

from markdown_html import elements
from selectolax.lexbor import LexborHTMLParser


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    trees = {file: LexborHTMLParser(file.read_text("utf-8")) for file in site.rglob("*.html")}
    ids = {f: {e.attributes.get("id") for e in elements(tree)} for f, tree in trees.items()}
    checked = 0
    for file, tree in trees.items():
        if file.name == "404.html":  # its links begin at the root of the published address
            continue
        for element in elements(tree):
            link = element.attributes.get("href") or element.attributes.get("src")
            if not link or urlparse(link).scheme:
                continue
            path, anchor = urldefrag(link)
            target = (file.parent / unquote(path)).resolve() if path else file
            assert target.is_file(), f"{file.relative_to(site)}: {link}"
            if anchor and target in ids and not anchor.startswith("__"):
                assert unquote(anchor) in ids[target], f"{file.relative_to(site)}: {link}"
            checked += 1
    assert checked > 1000


def test_both_languages_and_every_page_are_there(site: Path) -> None:
    pages = {
        language: {
            p.relative_to(site / language).as_posix() for p in (site / language).rglob("*.html")
        }
        for language in ("ko", "en")
    }
    assert pages["ko"] == pages["en"]
    named = {"index", "waves", "checklists", "cluster", "rules", "incidents/index"}
    assert {f"{name}.html" for name in named} <= pages["ko"]
    assert (site / "index.html").is_file()


def test_nothing_is_asked_of_another_origin(site: Path) -> None:
    """What a page loads by itself; links that a reader follows may lead elsewhere."""
    for file in site.rglob("*.html"):
        for element in elements(LexborHTMLParser(file.read_text("utf-8"))):
            said = element.attributes
            loaded = said.get("src") if element.tag in ("script", "img", "iframe") else None
            if element.tag == "link" and said.get("rel") in ("stylesheet", "icon", "preconnect"):
                loaded = said.get("href")
            assert not (loaded or "").startswith(("http:", "https:", "//")), loaded

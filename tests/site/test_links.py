"""Every link and anchor of the built site leads somewhere, within the site."""

from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    trees = {
        file: html5lib.parse(file.read_text("utf-8"), namespaceHTMLElements=True)
        for file in site.rglob("*.html")
    }
    ids = {file: {e.get("id") for e in tree.iter()} for file, tree in trees.items()}
    checked = 0
    for file, tree in trees.items():
        if file.name == "404.html":  # its links begin at the root of the published address
            continue
        for element in tree.iter():
            link = element.get("href") or element.get("src")
            if not link or urlparse(link).scheme or element.tag == f"{HTML}base":
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
        tree = html5lib.parse(file.read_text("utf-8"), namespaceHTMLElements=True)
        for element in tree.iter():
            tag = str(element.tag).removeprefix(HTML).removeprefix(SVG)
            loaded = element.get("src") if tag in ("script", "img", "iframe") else None
            if tag == "link" and element.get("rel") in ("stylesheet", "icon", "preconnect"):
                loaded = element.get("href")
            assert not (loaded or "").startswith(("http:", "https:", "//")), loaded

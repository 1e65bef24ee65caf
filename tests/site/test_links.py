"""Every link and anchor of the built site leads somewhere, within the site."""

import json
import re
from collections import Counter
from collections.abc import Iterator
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
            choice = "=" in anchor  # what the incident list is to show
            if anchor and target in ids and not choice and not anchor.startswith("__"):
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


def test_every_address_of_the_site_is_published(site: Path) -> None:
    """In heads, feeds, maps, data and Markdown: what they call a page of ours, is one."""
    files = [p for p in site.rglob("*") if p.suffix in (".html", ".xml", ".json", ".txt", ".md")]
    checked = Counter(p.suffix for p in files for _ in _published(site, p.read_text("utf-8"), p))
    assert checked[".html"] > 300
    assert all(checked[suffix] > 20 for suffix in (".xml", ".json", ".txt")), checked


def test_every_rule_of_every_pack_leads_to_its_runbook(site: Path) -> None:
    """What a rule carries as `runbook_url`, however its tool calls it, is a page and an anchor."""
    packs = site.parent / "dist" / "rules"
    rules = json.loads((packs / "rules.json").read_text("utf-8"))["rules"]
    led: dict[str, set[str]] = {}
    for file in packs.rglob("*"):
        if file.is_file() and file.suffix != ".gz" and "sha" not in file.name.lower():
            pack = file.relative_to(packs).parts[1] if file.parent != packs else file.name
            led.setdefault(pack, set()).update(_published(site, file.read_text("utf-8"), file))
    incidents = {row["incident"]["id"] for row in rules}
    assert {page.stem for page in map(Path, led["rules.json"])} >= incidents
    manifest = json.loads((packs / "manifest.json").read_text("utf-8"))
    targets = {p.name for p in (packs / "packs").iterdir()}
    assert targets <= set(led), manifest
    assert all(led[target] for target in targets), led


ADDRESS = re.compile(r"https://runbooks\.example\.com([^\s\"'<>()\[\]{}\\,|`]*)")


def _published(site: Path, text: str, file: Path) -> Iterator[str]:
    """Each address of the site that a text names; each must lead to a file, and to its anchor."""
    for found in ADDRESS.finditer(text):
        path, anchor = urldefrag(unquote(found[1]).rstrip(".;:"))
        target = site / (path.strip("/") or "index.html")
        if target.is_dir():  # the start of addresses, as a configuration may name it
            continue
        assert target.is_file(), f"{file.name}: {found[0]}"
        if anchor:
            assert f'id="{anchor}"' in target.read_text("utf-8"), f"{file.name}: {found[0]}"
        yield path

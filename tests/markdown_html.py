"""Pages as the site generator shows them: Markdown to HTML with its own extensions."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import markdown
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode
from sources import ROOT


class _Loader(yaml.SafeLoader):
    """Reads its configuration, whose `!ENV` values do not matter here."""


_Loader.add_constructor("!ENV", lambda loader, node: "")


@lru_cache(maxsize=1)
def _options() -> dict[str, Any]:
    text = (ROOT / "runbook_gen" / "render" / "mkdocs.yml").read_text(encoding="utf-8")
    listed = yaml.load(text, _Loader)["markdown_extensions"]
    named = [item if isinstance(item, dict) else {item: {}} for item in listed]
    configs = {name: config for item in named for name, config in item.items()}
    return {"extensions": list(configs), "extension_configs": configs}


def html(page: str) -> str:
    """A page's HTML, without its front matter."""
    body = page.split("\n---\n", 1)[1] if page.startswith("---\n") else page
    return markdown.Markdown(**_options()).convert(body)


def tree(page: str) -> LexborHTMLParser:
    """A page's HTML as a browser reads it."""
    return LexborHTMLParser(f"<!doctype html><body>{html(page)}</body>")


def elements(parsed: LexborHTMLParser) -> Iterator[LexborNode]:
    """Every element of a page, in order."""
    assert parsed.root is not None
    return parsed.root.traverse()


def words(node: LexborNode | None) -> str:
    """What a reader sees of an element, white space folded."""
    assert node is not None
    return " ".join(node.text().split())

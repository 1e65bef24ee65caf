"""Blocks: Markdown as a tree of what stands in it, each with its lines.

CommonMark with tables. Lists give their items, quotes what they hold. What the parser passes over
has no block, and is found by its lines.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from runbook_gen.ingest.document import Document

TAGS_ONLY = re.compile(
    # Possessive: what is read once is not read in another way.
    r"(?>\s++|</?(?:details|summary|div|p|br|hr|span|a|center|b|strong)\b[^<>]*+>|<!--.*?-->)*+",
    re.IGNORECASE | re.DOTALL,
)
FOLD = re.compile(
    r"<summary\b[^<>]*>(?P<title>.{0,300}?)</summary\s*>|</details\s*>", re.IGNORECASE | re.DOTALL
)

Kind = Literal["heading", "text", "item", "code", "table", "quote", "html", "rule"]


class Block(NamedTuple):
    """A block on the lines from `first` up to `last`, both counted from 0.

    `text` is Markdown without what marks the block: a heading's words, a paragraph, what leads an
    item; for code, its exact content. `level` is a heading's level or an item's number. `rows` are
    a table's cells, the head first.
    """

    kind: Kind
    first: int
    last: int
    text: str = ""
    info: str = ""
    level: int = 0
    children: tuple["Block", ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    version: str = ""
    """Of code, `before` or `after`, where a caption says so."""


def blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a document, in order."""
    from markdown_it.tree import SyntaxTreeNode

    return tuple(_blocks(SyntaxTreeNode(_parser().parse(document.markdown)).children))


def closes_folds(found: Iterable[Block]) -> bool:
    """Whether each fold is closed again, so that it is known what it holds."""
    html = "".join(_tags(found)).lower()
    return html.count("<summary") <= html.count("</details")


def _tags(found: Iterable[Block]) -> Iterator[str]:
    for block in found:
        if block.kind == "html":
            yield block.text
        yield from _tags(block.children)


def _blocks(nodes: Iterable[Any]) -> Iterator[Block]:
    for node in nodes:
        yield from READERS.get(node.type, _nothing)(node)


def _nothing(node: Any) -> Iterator[Block]:
    del node
    yield from ()


def _heading(node: Any) -> Iterator[Block]:
    yield Block("heading", *_lines(node), _words(node), level=int(node.tag[1]))


def _paragraph(node: Any) -> Iterator[Block]:
    yield Block("text", *_lines(node), _words(node))


def _code(node: Any) -> Iterator[Block]:
    text = node.content.removesuffix("\n")
    yield Block("code", *_lines(node), text, info=(node.info or "").strip())


def _html(node: Any) -> Iterator[Block]:
    yield Block("html", *_lines(node), node.content.strip("\n"))


def _table(node: Any) -> Iterator[Block]:
    rows = tuple(
        tuple(_words(cell) for cell in row.children)
        for group in node.children
        for row in group.children
    )
    yield Block("table", *_lines(node), rows=rows)


def _list(node: Any) -> Iterator[Block]:
    for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
        inner = tuple(_blocks(item.children))
        lead = inner[0] if inner and inner[0].kind == "text" else None
        yield Block(
            "item",
            *_lines(item),
            lead.text if lead else "",
            level=number if node.type == "ordered_list" else 0,
            children=inner[1:] if lead else inner,
        )


def _quote(node: Any) -> Iterator[Block]:
    yield Block("quote", *_lines(node), children=tuple(_blocks(node.children)))


def _rule(node: Any) -> Iterator[Block]:
    yield Block("rule", *_lines(node))


READERS = {
    "hr": _rule,
    "heading": _heading,
    "paragraph": _paragraph,
    "fence": _code,
    "code_block": _code,
    "html_block": _html,
    "table": _table,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
}


def _lines(node: Any) -> tuple[int, int]:
    first, last = node.map
    return first, last


def _words(node: Any) -> str:
    return "\n".join(
        line.strip() for child in node.children for line in child.content.split("\n")
    ).strip()


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    # What words mean inside a line is read only where a field needs it.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])

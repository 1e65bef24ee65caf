"""Blocks: Markdown as a tree of what stands in it, each with its lines.

CommonMark with tables. Lists give their items, quotes what they hold. What the parser passes over
has no block, and is found by its lines.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
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

Tokens = Iterator[Any]
"""What the parser found, one behind the other: each that opens something has one that closes it."""

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
    return tuple(_blocks(iter(_parser().parse(document.markdown))))


def closes_folds(found: Iterable[Block]) -> bool:
    """Whether each fold is closed again, so that it is known what it holds."""
    html = "".join(_tags(found)).lower()
    return html.count("<summary") <= html.count("</details")


def _tags(found: Iterable[Block]) -> Iterator[str]:
    for block in found:
        if block.kind == "html":
            yield block.text
        yield from _tags(block.children)


def _blocks(tokens: Tokens) -> Iterator[Block]:
    """The blocks up to the end of what holds them, which is read, too."""
    for token in tokens:
        if token.nesting < 0:
            return
        yield from READERS[token.type](token, tokens)


def _lines(token: Any) -> tuple[int, int]:
    first, last = token.map
    return first, last


def _heading(token: Any, tokens: Tokens) -> Iterator[Block]:
    yield Block("heading", *_lines(token), _words(tokens), level=int(token.tag[1]))


def _paragraph(token: Any, tokens: Tokens) -> Iterator[Block]:
    yield Block("text", *_lines(token), _words(tokens))


def _words(tokens: Tokens) -> str:
    """The words of a heading or a paragraph that was opened; its end is read, too."""
    inline, _ = next(tokens), next(tokens)
    return _trimmed(inline.content)


def _trimmed(words: str) -> str:
    return "\n".join(line.strip() for line in words.split("\n")).strip()


def _code(token: Any, tokens: Tokens) -> Iterator[Block]:
    del tokens
    yield Block("code", *_lines(token), token.content.removesuffix("\n"), info=token.info.strip())


def _html(token: Any, tokens: Tokens) -> Iterator[Block]:
    del tokens
    yield Block("html", *_lines(token), token.content.strip("\n"))


def _rule(token: Any, tokens: Tokens) -> Iterator[Block]:
    del tokens
    yield Block("rule", *_lines(token))


def _table(token: Any, tokens: Tokens) -> Iterator[Block]:
    rows: list[list[str]] = []
    for inner in takewhile(lambda each: each.type != "table_close", tokens):
        if inner.type == "tr_open":
            rows.append([])
        elif inner.type == "inline":
            rows[-1].append(_trimmed(inner.content))
    yield Block("table", *_lines(token), rows=tuple(map(tuple, rows)))


def _list(token: Any, tokens: Tokens) -> Iterator[Block]:
    items = takewhile(lambda each: each.nesting > 0, tokens)
    for number, item in enumerate(items, int(token.attrs.get("start", 1))):
        inner = tuple(_blocks(tokens))
        lead = inner[0] if inner and inner[0].kind == "text" else None
        yield Block(
            "item",
            *_lines(item),
            lead.text if lead else "",
            level=number if token.type == "ordered_list_open" else 0,
            children=inner[1:] if lead else inner,
        )


def _quote(token: Any, tokens: Tokens) -> Iterator[Block]:
    yield Block("quote", *_lines(token), children=tuple(_blocks(tokens)))


READERS: dict[str, Callable[[Any, Tokens], Iterator[Block]]] = {
    "hr": _rule,
    "heading_open": _heading,
    "paragraph_open": _paragraph,
    "fence": _code,
    "code_block": _code,
    "html_block": _html,
    "table_open": _table,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "blockquote_open": _quote,
}


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    # What words mean inside a line is read only where a field needs it.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])

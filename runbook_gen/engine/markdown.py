"""Markdown: what a text holds besides its words, by CommonMark.

The parser is loaded only for texts in which something could be found: most have no link and no
fence at all.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

LINK_SIGN = re.compile(r"\]\(|\]:|<[A-Za-z][A-Za-z0-9+.-]*:")
FENCE_SIGN = re.compile(r"```|~~~")
PLAIN_LINK = re.compile(r"\[[^\[\]]+\]\(([A-Za-z][\w:/.#-]*)\)", re.ASCII)
NOT_PLAIN = re.compile(r"[`\\!<~\n]")
BROKEN_LINK = re.compile(r"\[[^\]\[]*\]\([^)]{0,40}\)?")

# Code, web addresses and link targets: what a text says in no language.
CODE_FENCE = re.compile(
    r"^[ \t>*+\-\d.)]*(`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$.*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
ADDRESS = re.compile(r"\]\([^)\s]{0,1000}\)|https?://[^\s)>]+")


def links(markdown: str) -> list[str]:
    """The targets of the links and images in `markdown`, in order; "" for an empty one."""
    if _is_plain(markdown):
        return PLAIN_LINK.findall(markdown)
    found = []
    for tokens in _inline(markdown):
        for token in tokens:
            if token.type == "link_open":
                found.append(str(token.attrs["href"]))
            elif token.type == "image":
                found.append(str(token.attrs["src"]))
    return found


def failed_links(markdown: str) -> list[str]:
    """What looks like a link but is read as plain text, such as `[text](<no end`."""
    # An escaped bracket is a token of its own here, so `\[text](x)` is not taken for a link.
    found: list[str] = []
    for tokens in _inline(markdown):
        words = (token.content if token.type == "text" else "\0" for token in tokens)
        found += BROKEN_LINK.findall("".join(words))
    return found


def open_fence(markdown: str) -> int | None:
    """The line (from 1) of the first code fence that is never closed, or None."""
    if FENCE_SIGN.search(markdown):
        for token in parser().parse(markdown):
            if token.type == "fence":
                start, end = token.map
                lines = token.content.removesuffix("\n").count("\n") + bool(token.content)
                if end - start < lines + 2:  # the opening line, but no closing one
                    return int(start) + 1
    return None


def prose(markdown: str) -> str:
    """The words of `markdown`: code and addresses taken away. Cheap; it does not parse."""
    for pattern in (CODE_FENCE, CODE_SPAN, ADDRESS):
        markdown = pattern.sub(" ", markdown)
    return markdown


def _is_plain(markdown: str) -> bool:
    """Whether a glance tells every link: nothing but words, and links of the simplest form."""
    return not (NOT_PLAIN.search(markdown) or LINK_SIGN.search(PLAIN_LINK.sub("", markdown)))


def _inline(markdown: str) -> Iterator[list[Any]]:
    """The inline tokens of each block, where the text may hold a link that a glance cannot tell."""
    if LINK_SIGN.search(markdown) and not _is_plain(markdown):
        for block in parser().parse(markdown):
            yield block.children or []


@lru_cache(maxsize=1)
def parser() -> Any:
    """CommonMark without HTML. It hides no link: a `javascript:` one is there to be judged."""
    from markdown_it import MarkdownIt

    commonmark: Any = MarkdownIt("commonmark", {"html": False}).disable("text_join")
    commonmark.validateLink = lambda _url: True
    return commonmark

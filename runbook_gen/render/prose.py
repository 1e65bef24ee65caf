"""Text from strangers into Markdown that stays text.

An incident's words are Markdown, and pages are Markdown too, which any site generator may turn
into HTML. What passes through here cannot become HTML, an attribute, an image or a script on the
way, whatever Markdown dialect reads it: every character that has a meaning in one is escaped, and
only code, emphasis, lists, code blocks and links to safe addresses are written out again.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from runbook_gen.engine.markdown import parser

# Backslash escapes are understood by every dialect for these; the rest become entities.
_BACKSLASH = {ord(c): f"\\{c}" for c in "\\*_[]"}
_ENTITY = {ord(c): f"&#{ord(c)};" for c in "<>&{}|~^=`#"}
_ESCAPES = _BACKSLASH | _ENTITY
_BARE = {ord(c): f"&#{ord(c)};" for c in "\\*_[]<>&{}|~^=`#!:+-'\""}
_LOOKALIKES = str.maketrans("<>&\"'{}", "\u2039\u203a\uff06\u201d\u2019()", "`")
_LEADING = re.compile(r"^([-+:!?]|\d{1,9}[.)])")
_CODE_SPAN = re.compile(r"(?<!`)(`++)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_NEEDS_PARSING = re.compile(r"[*_\[\]<&\\!~]")
REMEMBERED = 1 << 14  # words that many pages repeat: titles, ids, labels
_SAFE_LINK = re.compile(r"https?://[^/]|mailto:[^/]|[a-z0-9-]+\.md$", re.ASCII)


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> Markup:
    """`text` as words only: nothing in it means anything to Markdown or HTML."""
    escaped = " ".join(text.split()).translate(_ESCAPES)
    return Markup(_LEADING.sub(_defuse, escaped))


def _defuse(match: re.Match[str]) -> str:
    """Keep what begins a line from beginning a list, a heading or an admonition."""
    sign = match[1]
    return f"{sign[:-1]}&#{ord(sign[-1])};"


def bare(text: str) -> Markup:
    """`text` inside a tag that a template wrote: words for a reader of HTML and of Markdown."""
    return Markup(re.sub(r"\s+", " ", text).translate(_BARE))


def heading(text: str) -> Markup:
    """`text` for a heading or a page's title, where generators strip and unescape at will.

    The characters that HTML is made of are replaced by ones that only look like them, so no
    amount of unescaping brings them back.
    """
    return plain(name(text))


def title(text: str) -> Markup:
    """`text` for a page's front matter: a JSON string, which is a YAML string too."""
    return Markup(json.dumps(name(text), ensure_ascii=False))


def name(text: str) -> str:
    """`text` for a place that no filter guards, such as the site's name in its settings."""
    return " ".join(text.translate(_LOOKALIKES).split())


def target(address: str) -> Markup:
    """A web address as a link's target: nothing in it can end the target or the link."""
    return Markup(quote(address, safe=":/?#=&;%@+,.-_~"))


def code(text: str) -> Markup:
    """`text` as a code span on one line."""
    text = " ".join(text.split()) or " "
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return Markup(f"{ticks}{pad}{text}{pad}{ticks}")


def fence(text: str, language: str = "text") -> Markup:
    """`text` as a code block; nothing in it can close the block."""
    text = "\n".join(text.splitlines())  # whatever a generator takes for a line end, is one
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return Markup(f"{ticks}{language}\n{text.rstrip()}\n{ticks}")


@lru_cache(maxsize=REMEMBERED)
def inline(markdown: str, to_incidents: str = "") -> Markup:
    """One paragraph of an author's Markdown, as one line.

    A link to another incident is written `<its id>.md`; `to_incidents` leads from the page to the
    incidents' folder.
    """
    markdown = " ".join(markdown.split())
    outside = _CODE_SPAN.sub("", markdown)
    if _NEEDS_PARSING.search(outside):
        return Markup(_inline(parser().parseInline(markdown)[0].children or [], to_incidents))
    parts: list[str] = []
    end = 0
    for span in _CODE_SPAN.finditer(markdown):
        parts += (markdown[end : span.start()].translate(_ESCAPES), code(span[2]))
        end = span.end()
    parts.append(markdown[end:].translate(_ESCAPES))
    return Markup(_LEADING.sub(_defuse, "".join(parts)))


def block(markdown: str, to_incidents: str = "") -> Markup:
    """An author's Markdown: paragraphs, lists and code blocks. `to_incidents` as for `inline`."""
    if "\n" not in markdown.strip():
        return inline(markdown.strip(), to_incidents)
    return Markup(_block(parser().parse(markdown), to_incidents))


_WRAPS = {"strong_open": "**", "strong_close": "**", "em_open": "*", "em_close": "*"}


def _inline(tokens: Sequence[Any], to_incidents: str) -> str:
    out: list[str] = []
    links: list[str] = []
    for token in tokens:
        if token.type in _WRAPS:
            out.append(_WRAPS[token.type])
        elif token.type == "code_inline":
            out.append(code(token.content))
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            safe = address if _SAFE_LINK.match(address) else ""
            links.append(to_incidents + safe if safe.endswith(".md") else safe)
            out.append("[" if links[-1] else "")
        elif token.type == "link_close":
            address = links.pop()
            out.append(f"]({target(address)})" if address else "")
        elif token.type in ("softbreak", "hardbreak"):
            out.append(" ")
        else:  # text, and the words of an image: no image is ever loaded
            out.append(token.content.translate(_ESCAPES))
    return _LEADING.sub(_defuse, "".join(out))


def _block(tokens: Sequence[Any], to_incidents: str) -> str:
    """Blocks again, a blank line between them.

    Headings and quotes come out as paragraphs; a table, which CommonMark has none of, as typed.
    """
    blocks: list[str] = []
    lists: list[str] = []  # the marker of each list that is open
    marker = ""  # the marker of a list item that has nothing yet
    for token in tokens:
        if token.type in _MARKERS:
            lists.append(_MARKERS[token.type])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            marker = lists[-1]
        elif token.type == "list_item_close":
            marker = ""
        elif token.type in ("inline", "fence", "code_block"):
            quoted = token.type != "inline" or token.content.startswith("|")
            words = fence(token.content) if quoted else _inline(token.children or [], to_incidents)
            blocks.append(_indented(words, len(lists), marker))
            marker = ""
    return "\n\n".join(blocks)


_MARKERS = {"bullet_list_open": "-", "ordered_list_open": "1."}


def _indented(text: str, depth: int, marker: str) -> str:
    """`text` inside `depth` lists; the first line begins with the item's marker, if it has one."""
    lines = ["    " * depth + line for line in text.split("\n")]
    if marker:
        lines[0] = "    " * (depth - 1) + marker.ljust(4) + lines[0].lstrip(" ")
    return "\n".join(lines)

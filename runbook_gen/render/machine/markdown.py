"""A page as plain Markdown: what it says, without what only a theme understands.

Authors' words come into a page with every `<` and `{` escaped (see `prose.py`), so each tag and
each attribute list outside of code is a template's own, and may go. Escapes are then written as
CommonMark has them, which people and language models read more easily than entities.
"""

import json
import re
from typing import Any, NamedTuple

from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.model.artifact import Artifact


class Source(NamedTuple):
    """A page: its path, its front matter, and its plain Markdown."""

    path: str
    meta: dict[str, Any]
    text: str

    @property
    def language(self) -> str:
        """The folder that it lies in."""
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """Its path within the language, without the ending."""
        return self.path.partition("/")[2].removesuffix(".md")

    @property
    def redirects(self) -> bool:
        """Whether it only leads to another page."""
        return "redirect" in self.meta


def source(page: Artifact, remember: Remember = anew) -> Source:
    """A page as it was rendered for the site, taken apart."""

    def told() -> str:
        meta, text = _apart(page.text)
        return f"{json.dumps(meta)}\n{text}"

    try:
        head, _, text = remember(lambda: f"source\0{page.text}", told).partition("\n")
    except TypeError:  # its front matter is none that JSON can say, such as a date
        return Source(page.path, *_apart(page.text))
    return Source(page.path, json.loads(head), text)


def _apart(page: str) -> tuple[dict[str, Any], str]:
    """The front matter of a page, and its plain Markdown."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    head, body = "", page
    if page.startswith("---\n"):
        head, _, body = page.removeprefix("---\n").partition("\n---\n")
    return yaml.load(head, loader) or {}, plain_markdown(body)  # noqa: S506, both are safe


def plain_markdown(body: str) -> str:
    """The Markdown of a page's body without tags, attribute lists and admonitions."""
    text = _PIECE.sub(_cleaned, _unfolded(body))
    lines = (line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


_MARK = re.compile(r'^( *)(?:!!!|\?\?\?\+?) [\w -]+?(?: "(.*)")?$')
_FENCE = re.compile(r"^ *(?:(?:[-*]|\d+\.) +)*(`{3,})[^`]*$")


def _unfolded(body: str) -> str:
    """Admonitions and folded blocks as a bold line, with what they hold below it, undented."""
    lines: list[str] = []
    opened: list[int] = []  # how deep each block around the line stands
    fence = ""
    for line in body.split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        while opened and not fence and line.strip() and depth < opened[-1] + 4:
            opened.pop()
        shown = line[4 * len(opened) :]
        if fence:
            fence = "" if line.strip() == fence else fence
        elif mark := _MARK.match(line):
            shown = f"{shown[: depth - 4 * len(opened)]}**{mark[2]}**" if mark[2] else ""
            opened.append(depth)
        elif start := _FENCE.match(line):
            fence = start[1]
        lines.append(shown)
    return "\n".join(lines)


# What stands first in the text decides: a tag inside code is code, code inside a drawing is not.
_PIECE = re.compile(
    r"""
    (?= [<&`{] | [ ]\{ | ^[^`\n]*``` )  # a glance that spares all other characters
    (?: (?P<code> ^[^\n`]*(?P<ticks>`{3,})[^`\n]*\n .*? ^[ ]*(?P=ticks)[ ]*$
      | (?<!`)(?P<tick>`+)(?!`) [^\n]+? (?<!`)(?P=tick)(?!`) )
    | (?P<dropped> <(?P<name>svg|script|style|template|button|form|select|output|dialog)\b
        .*? </(?P=name)> )
    | (?P<badge> <span\ class="rg-badge\b[^>]*> (?P<said>[^<]*) </span>
        (?P<next>(?=<(?:span|a|code)\b))? )
    | (?P<between> </(?:span|a|code)>(?=<(?:span|a|code)\b) )
    | (?P<tick_tag> </?code> )
    | </?(?P<change> del|ins)>
    | (?P<tag> <[^>]*> )
    | (?P<attributes> [ ]?\{:?[ ]?[#.\w][^{}\n]*\} )
    | &\#(?P<entity>\d+); )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_SIGNS = {"del": "~~", "ins": "**"}
_BARE = frozenset("{}^=")


def _cleaned(match: re.Match[str]) -> str:
    if match["code"]:
        return match["code"]
    if match["entity"]:
        sign = chr(int(match["entity"]))
        return sign if sign in _BARE else f"\\{sign}"
    if match["badge"]:
        return f"*{match['said']}*" + ("" if match["next"] is None else " · ")
    if match["between"]:
        return " · "
    if match["change"]:
        return _SIGNS[match["change"]]
    if match["tick_tag"]:
        return "`"
    return " " if (match["tag"] or "").startswith("<br") else ""

"""What the site's search reads: every page's sections as plain words, one file per language.

It is a script, not JSON, so that it also loads where the site is opened from a folder.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import unescape
from typing import Any, NamedTuple

from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.model.artifact import Artifact
from runbook_gen.render.words import sounds

PATH = "search-index.js"
WEIGHTS = {"incidents": 1.0, "": 0.8, "reference": 0.4}
"""How much a page counts, by its folder: at night an incident is looked for."""

_EXCLUDED = re.compile(r"\A---\n(?:(?!---\n).*\n)*search: \{exclude: true\}\n")
_REDIRECT = re.compile(r"\A---\n(?:(?!---\n).*\n)*redirect: ")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"(`{3,}|~{3,})(\w*)")
_HEADING = re.compile(r"#{1,3} (.+?)(?: \{#([^}\s]+)\})?$")
_BADGES = re.compile(r'<p class="rg-badges">.*?</p>')
# Patterns begin with characters that are rare, for which the engine looks fast; what stands before
# these is looked at behind them.
_MARKUP = (
    ("rg-jump", re.compile(r"^\[.*\]\(#.*\)\{ \.rg-jump \}$", re.MULTILINE), " "),
    ("<figure", re.compile(r"<figure.*?</figure>", re.DOTALL), " "),
    (
        "rg-",
        re.compile(r'<p class="rg-changed".*?</p>|\[[^\]]*\]\(#older[^)]*\)\{ \.rg-older \}'),
        " ",
    ),
    ("<", re.compile(r"<[^>]+>"), " "),
    ("{", re.compile(r"\{\s*[#:.][^}]*\}"), " "),  # anchors and attributes
    (
        "](",
        re.compile(r"[!\[](?<!\\.)(?:(?<=\[)|(?<=!)\[)((?:[^\[\]\\]++|\\.)*+)\]\([^)\s]*\)"),
        r"\1",
    ),
    (
        "",
        re.compile(r"^[^\S\n]*+(?:[-*+] (?:\[[ x]\] )?|\d+\. |[?!]{3}\+? \w+ |\|[-:| ]+\|$)", re.M),
        " ",
    ),
    ("", re.compile(r"[*`|\\](?<!\\.)(?:(?<!\\)[*`|]*|(?<=\\)(?=[\\*_\[\]]))"), ""),
)
"""What goes: a sign without which it is not there, its pattern, and what stands in its place."""


class SearchIndex:
    """The file that holds what pages say, and how words of the trade sound in `language`.

    Of a page whose front matter says `search: {exclude: true}`, because it repeats what others
    say, only the headings and their anchors are there.
    """

    def __init__(self, language: str, remember: Remember = anew) -> None:
        self._language, self._remember = language, remember
        self._told: list[str] = []

    def add(self, page: Artifact) -> None:
        """Take in what a page says."""
        if _is_read(page):
            make = partial(_json, _told, page)
            told = self._remember(lambda: f"search\0{page.path}\0{page.text}", make)
            self._told.append(told)

    @property
    def artifact(self) -> Artifact:
        """The file."""
        about = {"language": self._language, "sounds": sounds(self._language)}
        head = _json(dict, about).removesuffix("}")
        said = f'{head},"pages":[{",".join(self._told)}]}}'
        return Artifact(PATH, f"globalThis.runbookIndex={said};\n")


def _json(told: Callable[[Any], Any], of: Any) -> str:
    return json.dumps(told(of), ensure_ascii=False, separators=(",", ":"))


def _is_read(page: Artifact) -> bool:
    """Whether somebody reads it: not what only leads to another page."""
    return page.path.endswith(".md") and not _REDIRECT.match(page.text)


def _told(page: Artifact) -> dict[str, Any]:
    repeats = bool(_EXCLUDED.match(page.text))
    return {
        "url": f"{page.path.removesuffix('.md')}.html",
        "weight": WEIGHTS.get(page.path.rpartition("/")[0], 1.0) * (0.7 if repeats else 1),
        "sections": [
            list(section if section.also else section[:3])
            for section in sections(page.text, bodies=not repeats)
        ],
    }


class Section(NamedTuple):
    """A heading of a page, and the words below it; `also` is found, but not shown as an excerpt."""

    anchor: str
    title: str
    text: str
    also: str = ""


def sections(markdown: str, *, bodies: bool = True) -> Iterator[Section]:
    """Each section of a page in plain words; the first has the page's own title.

    Without `bodies`, what stands below the headings is not read; the anchors are found then.
    """
    anchor, title = "", ""
    words: list[str] = []
    also: list[str] = []
    for kind, text in _pieces(_FRONT_MATTER.sub("", markdown, count=1)):
        if kind == "heading" and (heading := _HEADING.match(text)):
            if title:
                yield Section(anchor, title, _joined(words), _joined(also))
            title, anchor = _joined([_plain(heading[1])]), heading[2] or ""
            words, also = [], [] if bodies else [anchor]
        elif bodies and kind == "code":
            words.append(text)
        elif bodies:
            also += map(_plain, _BADGES.findall(text))
            words.append(_plain(_BADGES.sub(" ", text)))
    yield Section(anchor, title, _joined(words), _joined(also))


def _pieces(markdown: str) -> Iterator[tuple[str, str]]:
    """A page's headings, prose and code, in order; drawings' sources are left out."""
    prose: list[str] = []
    fence = language = ""
    for line in markdown.split("\n"):
        bare = line.strip()
        opening = _FENCE.match(bare) if bare.startswith(("```", "~~~")) else None
        if fence:
            if bare == fence:
                fence = ""
            elif language != "mermaid":
                yield "code", bare
        elif opening or (line.startswith("#") and _HEADING.match(line)):
            yield "prose", "\n".join(prose)
            prose.clear()
            if opening:
                fence, language = opening[1], opening[2]
            else:
                yield "heading", line
        else:
            prose.append(line)
    yield "prose", "\n".join(prose)


def _plain(markdown: str) -> str:
    """Prose without its marks: what is printed is what is found."""
    for sign, mark, instead in _MARKUP:
        if sign in markdown:
            markdown = mark.sub(instead, markdown)
    return unescape(markdown)


def _joined(words: Iterable[str]) -> str:
    return " ".join(" ".join(words).split())

"""Code fences for the site generator, in a page of any length.

`pymdownx.superfences` copies the whole page, twice, for each fence that it puts back: half a minute
for the page of 3,000 rules. And for each fence Pygments works out anew which classes a style has,
which is a seventh of a build. This is the same extension, which puts a page together at once, and
asks for the classes once; mkdocs.yml names it in the other's stead.
"""

from functools import cache
from typing import Any

from pygments.formatters import HtmlFormatter
from pymdownx.highlight import BlockHtmlFormatter
from pymdownx.superfences import SuperFencesCodeExtension

READERS = ("fenced_raw_block", "fenced_code_block")
"""What finds a page's fences: first as they were typed, if tabs are kept, then for good."""


class Fences(SuperFencesCodeExtension):  # type: ignore[misc]
    """superfences, in time that grows with the page and not with its square."""

    def patch_fenced_rule(self) -> None:
        """Let each reader of fences put all of them back at once."""
        super().patch_fenced_rule()
        BlockHtmlFormatter._create_stylesheet = _classes_once
        for name in READERS:
            if name in self.md.preprocessors:
                _at_once(self.md.preprocessors[name])


def _at_once(reader: Any) -> None:
    """Give `reader` another way to put its fences in the place of their lines."""
    put_back = reader.reassemble

    def reassemble(lines: list[str]) -> list[str]:
        fences, reader.stack = reader.stack, []
        page: list[str] = []
        at = 0
        for fence, start, end in fences:
            reader.stack.append((fence, 0, 0))
            page += (*lines[at:start], *put_back([]))
            at = end
        return page + lines[at:]

    reader.reassemble = reassemble


def _classes_once(formatter: Any) -> None:
    """What `HtmlFormatter` does for each block of code, for all blocks of a style."""
    formatter.ttype2class, formatter.class2style = _classes(formatter.style, formatter.classprefix)


@cache
def _classes(style: Any, prefix: str) -> tuple[dict[Any, str], dict[str, Any]]:
    made = HtmlFormatter(style=style, classprefix=prefix)
    return made.ttype2class, made.class2style


def makeExtension(**options: Any) -> Fences:  # noqa: N802, the name that Python-Markdown looks for
    """The extension."""
    return Fences(**options)

"""Diagrams on a sheet of their own: an SVG file that needs no page and no style sheet around it."""

import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from runbook_gen.render.drawings.diagram import Diagram
from runbook_gen.render.drawings.drawing import WIDE, svg

MARGIN, TITLE = 20, 40  # px
SIZE = re.compile(r'height="([\d.]+)"')
THEME = files("runbook_gen.render") / "theme" / "assets" / "css"
OURS = re.compile(r"(?m)^\.rg-(?:diagram|hue)\b.*$")
VARIABLES = re.compile(r'(?ms)^(:root|\[data-md-color-scheme="(?:default|slate)"\]) \{\n(.*?)^\}')
PAPER = "--md-default-bg-color: #ffffff;"
DARK = '[data-md-color-scheme="slate"]'


def sheet(diagrams: Sequence[Diagram]) -> str:
    """Diagrams below each other, each under its title; light or dark as the reader's system is."""
    drawn, y = [], float(MARGIN)
    for diagram in diagrams:
        drawing = str(svg(diagram, WIDE))
        height = SIZE.search(drawing)
        title = f'<text class="rg-band" x="{MARGIN}" y="{y + 16:g}">{escape(diagram.title)}</text>'
        placed = drawing.replace("<svg ", f'<svg x="{MARGIN}" y="{y + TITLE:g}" ', 1)
        drawn += [f'<g class="rg-diagram">{title}</g>', placed]
        y += TITLE + (float(height[1]) if height else 0) + MARGIN
    width = WIDE.width + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {y:g}" width="{width:g}"'
        f' height="{y:g}"><style>{_style()}</style><rect width="100%" height="100%"'
        f' fill="var(--md-default-bg-color)"/>{"".join(drawn)}</svg>\n'
    )


def _style() -> str:
    """What the site's own style sheets say of diagrams."""
    sheets = [(THEME / name).read_text("utf-8") for name in ("runbook.css", "see.css")]
    light, dark = [PAPER], list[str]()
    for text in sheets:
        for where, variables in VARIABLES.findall(text):
            (dark if where == DARK else light).append(" ".join(variables.split()))
    rules = (rule for text in sheets for rule in OURS.findall(text))
    night = f"@media (prefers-color-scheme: dark) {{ :root {{ {' '.join(dark)} }} }}"
    return "\n".join((f":root {{ {' '.join(light)} }}", night, *rules))

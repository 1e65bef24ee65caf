"""The frame of a timeline: how much room a page has, and the stretches of time along its foot."""

from html import escape
from typing import NamedTuple

from markupsafe import Markup

from runbook_gen.render.drawings.buckets import Buckets
from runbook_gen.render.drawings.lettering import em, lettered

EM, LINE = 13, 27  # px: type, a row of titles


class Shape(NamedTuple):
    """A page's measure: the drawing, its labels, its height, and how many columns it may have."""

    name: str
    width: float
    gutter: float
    height: float
    columns: int


WIDE, NARROW = Shape("wide", 980, 90, 190, 24), Shape("narrow", 358, 76, 260, 12)


def framed(shape: Shape, title: str, height: float, drawn: str) -> Markup:
    """The whole drawing, as one line-free SVG element with a title for who cannot see it."""
    return Markup(
        f'<svg class="rg-diagram rg-timeline rg-{shape.name}"'
        f' viewBox="0 0 {shape.width:g} {height:g}" width="{shape.width:g}" height="{height:g}"'
        f' role="group" aria-label="{escape(title)}"'
        f' xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
    )


def axis(columns: Buckets, cell: float, shape: Shape, y: float, language: str) -> str:
    """A line before each stretch of time, and its name where it has room."""
    marks: list[str] = []
    free = 0.0
    for place in range(len(columns.starts)):
        x = shape.gutter + place * cell
        marks.append(f'<path class="rg-rule" d="M{x - 3:g} 2V{y:g}"/>')
        label = columns.label(place, language)
        width = em(label) * EM
        if x >= free and x + width <= shape.width:
            marks.append(lettered([label], x, y + 16, LINE, "rg-detail"))
            free = x + width + 12
    return "".join(marks)

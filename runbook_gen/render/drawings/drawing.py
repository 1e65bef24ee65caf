"""A diagram as SVG: bands with a label, boxes in a column, arrows on rails beside them.

One box to a line keeps sixty apps readable. The SVG is drawn twice, for a wide page and for a
phone, and the style sheet shows the one that fits: so letters keep their size on both. It needs
no script, and its colours are CSS variables, so it follows light and dark.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from runbook_gen.render.drawings.diagram import Band, Diagram, Node
from runbook_gen.render.drawings.lettering import lettered, wrap
from runbook_gen.render.drawings.rails import STUB, Port, drawn, railed

EM, LINE, SMALL, SMALL_LINE = 14, 19, 13, 18  # px: type and lines of names, and of details
PAD, GAP, SPACE = 8, 6, 12  # px: inside boxes, between boxes, between bands
MANY = 24  # boxes; with more, details are left to the table


class Shape(NamedTuple):
    """A page's measure: the width of the drawing, of its labels, and of what stands beside."""

    name: str
    width: float
    gutter: float
    beside: float


class Box(NamedTuple):
    """A node with its place in the drawing."""

    node: Node
    x: float
    y: float
    width: float
    lines: tuple[list[str], list[str]]

    @property
    def height(self) -> float:
        """How tall its lines make it."""
        name, detail = self.lines
        return len(name) * LINE + len(detail) * SMALL_LINE + 2 * PAD - 4


WIDE, NARROW = Shape("wide", 980, 210, 320), Shape("narrow", 358, 0, 0)


def figure(diagram: Diagram) -> Markup:
    """The diagram for a wide page and for a phone."""
    return Markup(svg(diagram, WIDE) + svg(diagram, NARROW))


def svg(diagram: Diagram, shape: Shape) -> Markup:
    """The diagram in one shape, as one line-free SVG element, ready to stand inside Markdown."""
    beside = any(band.beside for band in diagram.bands) and shape.beside
    lanes = railed(diagram.arrows, _order(diagram))
    pitch = max(4.0, min(10.0, shape.width / 3.2 / max(1, len(lanes))))
    rails = STUB + len(lanes) * pitch + 8 if lanes else 0
    column = shape.width - shape.gutter - rails - (beside + 10 if beside else 0)
    many = sum(len(band.nodes) for band in diagram.bands) > MANY
    boxes: list[Box] = []
    marks: list[str] = []
    y = 2.0
    for band in diagram.bands:
        words, below = _label(band, shape.gutter - 20 if shape.gutter else column, y)
        marks.append(words)
        top = y if shape.gutter else below
        inside = _stack(band.nodes, shape.gutter, top, column, many)
        foot = _foot(inside, top)
        left = shape.width - beside if beside else 0
        struck = _stack(band.beside, left, top if beside else foot, beside or column, False)
        boxes += [*inside, *struck]
        y = max(below, foot, _foot(struck, top)) + SPACE
        marks.append(f'<path class="rg-rule" d="M0 {y - SPACE / 2:g}H{shape.width:g}"/>')
    ports = {box.node.id: Port(box.y, box.height, box.node.label) for box in boxes}
    lines = drawn(lanes, ports, shape.gutter + column, pitch)
    return Markup(
        f'<svg class="rg-diagram rg-{shape.name}" viewBox="0 0 {shape.width:g} {y:g}"'
        f' width="{shape.width:g}" height="{y:g}" role="group"'
        f' aria-label="{escape(diagram.title)}" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(marks[:-1])}{lines}{''.join(map(_box, boxes))}</svg>"
    )


def _order(diagram: Diagram) -> dict[str, Port]:
    """Every box as one line high: enough to know how many lanes the arrows will take."""
    nodes = [node for band in diagram.bands for node in band.nodes]
    return {node.id: Port(index, 1, node.label) for index, node in enumerate(nodes)}


def _label(band: Band, width: float, y: float) -> tuple[str, float]:
    """A band's label and what it is for; and where they end."""
    name = wrap(band.label, width / EM)
    detail = wrap(band.detail, width / SMALL) if band.detail else []
    first = y + PAD + EM - 2
    after = first + (len(name) - 1) * LINE + SMALL_LINE
    words = lettered(name, 0, first, LINE, "rg-band")
    if detail:
        words += lettered(detail, 0, after, SMALL_LINE, "rg-detail")
    return words, after + (len(detail) - 1) * SMALL_LINE + GAP


def _stack(nodes: Sequence[Node], x: float, y: float, width: float, many: bool) -> list[Box]:
    boxes: list[Box] = []
    room = width - 2 * PAD - 10
    for node in nodes:
        detail = wrap(node.detail, room / SMALL) if node.detail and not many else []
        boxes.append(Box(node, x, y, width, (wrap(node.label, room / EM), detail)))
        y += boxes[-1].height + GAP
    return boxes


def _foot(boxes: Sequence[Box], y: float) -> float:
    """Where a stack that began at `y` ends, with the gap below it."""
    return boxes[-1].y + boxes[-1].height + GAP if boxes else y


def _box(box: Box) -> str:
    node, (name, detail) = box.node, box.lines
    left, first = box.x + PAD + 6, box.y + PAD + EM - 3
    words = lettered(name, left, first, LINE, "rg-name")
    if detail:
        words += lettered(detail, left, first + len(name) * LINE - 1, SMALL_LINE, "rg-detail")
    group = (
        f'<g class="rg-node rg-{escape(node.kind)}"><rect x="{box.x + 0.75:g}" y="{box.y:g}"'
        f' width="{box.width - 1.5:g}" height="{box.height:g}" rx="6"/>'
        f'<path class="rg-edge" d="M{box.x + 4.5:g} {box.y + 5:g}v{box.height - 10:g}"/>{words}</g>'
    )
    # No blank and no line end: an empty line would end the drawing for Markdown.
    address = escape("".join(node.href.split()))
    return f'<a href="{address}">{group}</a>' if address else group

"""Diagrams: things in bands from top to bottom, and arrows between them at the side.

Waves are bands of apps; a cascade is bands of causes and effects. One thing to a line keeps a
diagram readable with sixty apps and on a phone, and arcs at the side never cross a label. The
SVG needs no script; its colours are CSS variables, so it follows light and dark.
"""

import unicodedata
from html import escape
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from runbook_gen.render.prose import fence

GUTTER, WIDTH, ARCS = 84, 340, 72  # px: band labels, nodes, arcs
EM, LINE, PAD, GAP = 14, 20, 9, 8  # px: font size, line height, padding, space between nodes


class Node(NamedTuple):
    """A thing in a diagram. `kind` is a CSS class: `app`, `incident`, `cause`, `impact`."""

    id: str
    label: str
    kind: str
    href: str = ""


class Band(NamedTuple):
    """A row of the diagram, with its label at the left."""

    label: str
    nodes: tuple[Node, ...]


class Diagram(NamedTuple):
    """Bands from top to bottom, and arrows from one node's id to another's."""

    title: str
    bands: tuple[Band, ...]
    arrows: tuple[tuple[str, str], ...]


def svg(diagram: Diagram) -> Markup:
    """The diagram as one line-free SVG element, ready to stand inside Markdown."""
    middle: dict[str, int] = {}
    shapes: list[str] = []
    y = PAD
    for band in diagram.bands:
        top = y
        for node in band.nodes:
            lines = wrap(node.label, (WIDTH - 2 * PAD - 8) / EM)
            height = len(lines) * LINE + 2 * PAD
            middle[node.id] = y + height // 2
            shapes.append(_box(node, lines, y, height))
            y += height + GAP
        label = wrap(band.label, (GUTTER - 12) / EM)
        y = max(y, top + len(label) * LINE + GAP)
        shapes.append(_words(label, 0, top + PAD, "rg-band"))
        shapes.append(f'<path class="rg-rule" d="M0 {y}H{GUTTER + WIDTH}"/>')
        y += GAP
    arcs = [_arc(middle[a], middle[b]) for a, b in diagram.arrows if {a, b} <= set(middle)]
    width = GUTTER + WIDTH + (ARCS if arcs else PAD)
    return Markup(
        f'<svg class="rg-diagram" viewBox="0 0 {width} {y}" width="{width}" height="{y}"'
        f' role="group" aria-label="{escape(diagram.title)}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(diagram.title)}</title>"
        f'<defs><marker id="rg-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
        f' markerHeight="7" orient="auto"><path class="rg-head" d="M0 0L8 4L0 8z"/></marker></defs>'
        f"{''.join(shapes)}{''.join(arcs)}</svg>"
    )  # fmt: skip


def _box(node: Node, lines: list[str], y: int, height: int) -> str:
    box = (
        f'<rect x="{GUTTER}" y="{y}" width="{WIDTH}" height="{height}" rx="7"/>'
        f"{_words(lines, GUTTER + PAD + 4, y + PAD)}"
    )
    group = f'<g class="rg-node rg-{escape(node.kind)}">{box}</g>'
    return f'<a href="{escape(node.href)}">{group}</a>' if node.href else group


def _words(lines: list[str], x: int, y: int, kind: str = "") -> str:
    spans = (
        f'<tspan x="{x}" y="{y + EM + index * LINE}">{escape(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    return f"<text{f' class={kind!r}' if kind else ''}>{''.join(spans)}</text>"


def _arc(start: int, end: int) -> str:
    """An arrow along the right side; the longer, the further out. Ends are set apart by 5 px."""
    x = GUTTER + WIDTH
    down = 1 if end >= start else -1
    start, end = start + 5 * down, end - 5 * down
    reach = x + min(ARCS - 14, 22 + abs(end - start) // 8)
    return (
        f'<path class="rg-arc" marker-end="url(#rg-arrow)"'
        f' d="M{x} {start}C{reach} {start} {reach} {end} {x + 2} {end}"/>'
    )


def wrap(text: str, width: float) -> list[str]:
    """`text` in lines of at most `width` em; Korean may break anywhere, other words do not."""
    lines: list[str] = []
    line = ""
    for word in text.replace("`", "").split():
        tried = f"{line} {word}".strip()
        if _em(tried) <= width:
            line = tried
            continue
        if line:
            lines.append(line)
        while _em(word) > width:
            cut = next(n for n in count(1) if _em(word[: n + 1]) > width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line or not lines else lines


def _em(text: str) -> float:
    return sum(0.9 if unicodedata.east_asian_width(c) in "WF" else 0.53 for c in text)


def mermaid(diagram: Diagram) -> Markup:
    """The diagram as Mermaid source in a code block, to paste elsewhere."""
    names = {node.id: f"n{i}" for i, node in enumerate(n for b in diagram.bands for n in b.nodes)}
    lines = ["flowchart TB"]
    for index, band in enumerate(diagram.bands):
        lines.append(f'  subgraph b{index}["{_quoted(band.label)}"]')
        lines += [f'    {names[node.id]}["{_quoted(node.label)}"]' for node in band.nodes]
        lines.append("  end")
    arrows = [(names[a], names[b]) for a, b in diagram.arrows if a in names and b in names]
    return fence("\n".join([*lines, *(f"  {a} --> {b}" for a, b in arrows)]))


def _quoted(label: str) -> str:
    """A label inside Mermaid's quotes: entities, as its documentation prescribes, for the rest."""
    clean = " ".join(label.replace("`", "").split())
    return "".join(c if c.isalnum() or c in " .,:/()-_'%" else f"#{ord(c)};" for c in clean)

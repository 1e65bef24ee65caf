"""Diagrams: things in bands from top to bottom, and arrows from one to another.

Waves are bands of apps; a cascade is bands of causes and effects. What a diagram says is here;
`drawing` draws it.
"""

import re
from typing import NamedTuple

from markupsafe import Markup

from runbook_gen.render.prose import fence


class Node(NamedTuple):
    """A thing in a diagram. `kind` is a CSS class: `app`, `incident`, `cause`, `impact`, `rest`."""

    id: str
    label: str
    kind: str
    href: str = ""
    detail: str = ""


class Band(NamedTuple):
    """A row of the diagram: its label, its nodes in the arrows' column, and those beside it."""

    label: str
    nodes: tuple[Node, ...]
    beside: tuple[Node, ...] = ()
    detail: str = ""


class Diagram(NamedTuple):
    """Bands from top to bottom, and arrows from one node's id to another's."""

    title: str
    bands: tuple[Band, ...]
    arrows: tuple[tuple[str, str], ...]


def mermaid(diagram: Diagram) -> Markup:
    """The diagram as Mermaid source in a code block, to paste elsewhere."""
    return fence(mermaid_source(diagram))


def mermaid_source(diagram: Diagram) -> str:
    """The diagram as Mermaid source."""
    inside = [(band, (*band.nodes, *band.beside)) for band in diagram.bands]
    names = {node.id: f"n{i}" for i, node in enumerate(n for _, nodes in inside for n in nodes)}
    lines = ["flowchart TB"]
    for index, (band, nodes) in enumerate(inside):
        lines.append(f'  subgraph b{index}["{_quoted(band.label)}"]')
        lines += [f'    {names[node.id]}["{_quoted(_said(node))}"]' for node in nodes]
        lines.append("  end")
    arrows = [(names[a], names[b]) for a, b in diagram.arrows if a in names and b in names]
    return "\n".join([*lines, *(f"  {a} --> {b}" for a, b in arrows)])


def _said(node: Node) -> str:
    return f"{node.label}: {node.detail}" if node.detail else node.label


_MEANING = re.compile(r"[^\w .,:/()'%-]")
"""What may mean something to Mermaid: all but letters, digits and these signs."""


def _quoted(label: str) -> str:
    """A label inside Mermaid's quotes: entities, as its documentation prescribes, for the rest."""
    clean = " ".join(label.replace("`", "").split())
    return _MEANING.sub(lambda sign: f"#{ord(sign[0])};", clean)

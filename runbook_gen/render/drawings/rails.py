"""Arrows beside a column of boxes, each source on a rail of its own.

Whatever is needed runs down one vertical rail, with a branch into each box that needs it, as a
line on a railway map. Rails that pass each other stand side by side and the shorter ones nearer,
so that sixty boxes can be followed with a finger, and no line crosses a label.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

HUES = 5  # colours in the style sheet
STUB, TIP, CURVE = 12, 6, 4  # px: before the first rail, length of an arrowhead, radius of a bend


class Port(NamedTuple):
    """A box at the rails: its top, its height, and what it is called."""

    y: float
    height: float
    label: str


class Rail(NamedTuple):
    """A source, what it leads to, and the span of lines that it takes."""

    source: str
    targets: tuple[str, ...]
    top: float
    end: float


def railed(arrows: Iterable[tuple[str, str]], ports: Mapping[str, Port]) -> list[list[Rail]]:
    """The rails by the lane that they run in, the innermost lane first."""
    leads: dict[str, list[str]] = {}
    for source, target in arrows:
        if source in ports and target in ports and source != target:
            leads.setdefault(source, []).append(target)
    rails = [_rail(source, tuple(dict.fromkeys(to)), ports) for source, to in leads.items()]
    lanes: list[list[Rail]] = []
    for rail in sorted(rails, key=lambda rail: (rail.end - rail.top, rail.top)):
        free = (lane for lane in lanes if all(_apart(rail, other) for other in lane))
        lane = next(free, None)
        if lane is None:
            lanes.append([rail])
        else:
            lane.append(rail)
    return lanes


def _rail(source: str, targets: tuple[str, ...], ports: Mapping[str, Port]) -> Rail:
    stops = [ports[id] for id in (source, *targets)]
    return Rail(source, targets, min(p.y for p in stops), max(p.y + p.height for p in stops))


def _apart(one: Rail, other: Rail) -> bool:
    return one.end <= other.top or other.end <= one.top


def drawn(
    lanes: Sequence[Sequence[Rail]], ports: Mapping[str, Port], left: float, pitch: float
) -> str:
    """The rails as SVG, to the right of `left`; `pitch` is the distance between two lanes.

    A branch that leads upward is marked `rg-late`: what it needs comes too late.
    """
    slots = _slots(lanes, ports)
    rails = [(index, rail) for index, lane in enumerate(lanes) for rail in lane]
    groups = []
    for index, rail in reversed(rails):
        x = left + STUB + index * pitch
        start = slots[rail.source, rail.source]
        ends = {target: slots[rail.source, target] for target in rail.targets}
        late = [y for y in ends.values() if y < start]
        soon = [y for y in ends.values() if y >= start]
        names = ", ".join(ports[target].label for target in rail.targets)
        title = f"<title>{escape(ports[rail.source].label)} → {escape(names)}</title>"
        lines = "".join(
            _branches(left, x, start, stops, kind)
            for stops, kind in ((soon, "rg-soon"), (late, "rg-late"))
            if stops
        )
        groups.append(f'<g class="rg-rail rg-hue-{index % HUES}">{title}{lines}</g>')
    return "".join(groups)


def _branches(left: float, x: float, start: float, stops: list[float], kind: str) -> str:
    far = max(stops, key=lambda y: abs(y - start))
    turn = CURVE if far >= start else -CURVE
    line = f"M{left:g} {start:g}H{x - CURVE:g}q{CURVE} 0 {CURVE} {turn}V{far - turn:g}"
    for y in stops:
        line += f"M{x:g} {y - turn:g}q0 {turn} {-CURVE} {turn}H{left + TIP:g}"
    heads = "".join(f"M{left + 1:g} {y:g}l{TIP + 1} -3.5v7z" for y in stops)
    return (
        f'<path class="rg-halo" d="{line}"/><path class="rg-line {kind}" d="{line}"/>'
        f'<path class="rg-tip {kind}" d="{heads}"/>'
    )


def _slots(
    lanes: Sequence[Sequence[Rail]], ports: Mapping[str, Port]
) -> dict[tuple[str, str], float]:
    """Where a rail touches a box: arrivals above, the departure below, all set apart."""
    arrivals: dict[str, list[str]] = {id: [] for id in ports}
    leaving = {rail.source for lane in lanes for rail in lane}
    for lane in lanes:
        for rail in lane:
            for target in rail.targets:
                arrivals[target].append(rail.source)
    slots = {}
    for id, sources in arrivals.items():
        stops = [*sources, id] if id in leaving else sources
        y, height, _ = ports[id]
        for place, source in enumerate(stops, 1):
            slots[source, id] = round(y + height * place / (len(stops) + 1), 1)
    return slots

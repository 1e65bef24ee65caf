"""A drawing of cost against size: lines in an SVG, both axes logarithmic.

Where cost grows with size and nothing else, a line rises as the dotted ones do. The same figures
always give the same file.
"""

from collections.abc import Mapping
from html import escape
from math import ceil, floor, log10
from pathlib import Path

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 72, 210, 44, 52
COLOURS = ("#1f6feb", "#cf222e", "#1a7f37", "#9a6700", "#8250df", "#57606a")
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#57606a}.title{font-size:15px;fill:#24292f}"
    ".grid{stroke:#d0d7de}.even{stroke:#afb8c1;stroke-dasharray:2 4}"
    "@media(prefers-color-scheme:dark){text{fill:#9198a1}.title{fill:#f0f6fc}.grid{stroke:#3d444d}}"
)
Lines = Mapping[str, Mapping[int, float]]
"""By their names: seconds by size."""


def write(folder: Path, name: str, title: str, size: str, lines: Lines) -> str:
    """Draw into `folder` as `name`.svg, and return the Markdown that shows it in RESULTS.md."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(drawing(title, size, lines), "utf-8")
    return f"![{title}](plots/{name}.svg)\n"


def drawing(title: str, size: str, lines: Lines) -> str:
    """The SVG. `size` says what the sizes count."""
    lines = {name: line for name, line in lines.items() if line}
    sizes = [size for line in lines.values() for size in line]
    spent = [seconds for line in lines.values() for seconds in line.values()]
    across = Axis(min(sizes), max(sizes), LEFT, WIDTH - RIGHT)
    up = Axis(min(spent), max(spent), HEIGHT - BOTTOM, TOP)
    parts = [*_grid(across, up, size)]
    for number, (name, line) in enumerate(lines.items()):
        parts.append(_line(name, line, across, up, COLOURS[number % len(COLOURS)]))
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n"
        f'<text class="title" x="{LEFT}" y="24">{escape(title)}</text>\n{inside}\n</svg>\n'
    )


class Axis:
    """A logarithmic axis of whole powers of ten, from one end on the paper to the other."""

    def __init__(self, least: float, most: float, begin: float, end: float) -> None:
        self.first = floor(log10(least))
        self.last = max(ceil(log10(most)), self.first + 1)
        self._begin, self._end = begin, end

    @property
    def powers(self) -> range:
        """The exponents that are drawn."""
        return range(self.first, self.last + 1)

    def at(self, value: float) -> float:
        """Where a value lies on the paper."""
        part = (log10(value) - self.first) / (self.last - self.first)
        return round(self._begin + part * (self._end - self._begin), 1)


def _grid(across: Axis, up: Axis, size: str) -> list[str]:
    parts = []
    for power in across.powers:
        x = across.at(10**power)
        parts.append(f'<path class="grid" d="M{x} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(_text(x, HEIGHT - BOTTOM + 18, f"{10**power:,}", "middle"))
    for power in up.powers:
        y = up.at(10.0**power)
        parts.append(f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
        label = f"{10**power} s" if power >= 0 else f"{10 ** (power + 3):g} ms"
        parts.append(_text(LEFT - 8, y + 4, label, "end"))
    even = range(up.first - across.last, up.last - across.first + 1)
    parts.extend(_even(power, across, up) for power in even)
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, size, "middle"))
    return [part for part in parts if part]


def _even(power: int, across: Axis, up: Axis) -> str:
    """A line of ten times the cost for ten times the size, as far as it lies on the paper."""
    low = max(across.first, up.first - power)
    high = min(across.last, up.last - power)
    if low >= high:
        return ""
    ends = [(across.at(10.0**at), up.at(10.0 ** (at + power))) for at in (low, high)]
    return f'<path class="even" d="M{ends[0][0]} {ends[0][1]}L{ends[1][0]} {ends[1][1]}"/>'


def _line(name: str, line: Mapping[int, float], across: Axis, up: Axis, colour: str) -> str:
    points = [(across.at(size), up.at(seconds)) for size, seconds in sorted(line.items())]
    way = "L".join(f"{x} {y}" for x, y in points)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points)
    x, y = points[-1]
    return f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}' + _text(
        x + 8, y + 4, name
    )


def _text(x: float, y: float, said: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(said)}</text>'

"""When incidents happened, how bad they were, and which are not over: a mark for each.

A row for each severity, a column for each stretch of time. Few incidents on few days have room
for their titles; three hundred in ten years are small marks, and the table has the titles.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from runbook_gen.model.incident import Incident
from runbook_gen.render.drawings.buckets import Buckets, buckets
from runbook_gen.render.drawings.lettering import em, lettered, shortened
from runbook_gen.render.drawings.standing import mark, standing
from runbook_gen.render.labels import LABELS, SEVERITY_ORDER, STATUS_ORDER
from runbook_gen.render.site import format_day

EM, LINE, ROOM = 13, 27, 230  # px: type, a row of titles, the least width of a title
PITCHES = (24, 20, 16, 13, 11, 9, 7)  # px from mark to mark
FEW, MANY = 24, 60  # incidents: with titles; each reached with the Tab key
Word = Callable[[str], str]


class Shape(NamedTuple):
    """A page's measure: the drawing, its labels, its height, and how many columns it may have."""

    name: str
    width: float
    gutter: float
    height: float
    columns: int


WIDE, NARROW = Shape("wide", 980, 90, 190, 24), Shape("narrow", 358, 76, 260, 12)
Cells = Mapping[tuple[str, int], list[Incident]]


def timeline(incidents: Sequence[Incident], language: str, word: Word) -> Markup:
    """The timeline for a wide page and for a phone; nothing where there are no incidents."""
    if not incidents:
        return Markup("")
    return Markup("".join(svg(incidents, language, word, shape) for shape in (WIDE, NARROW)))


def svg(incidents: Sequence[Incident], language: str, word: Word, shape: Shape) -> Markup:
    """The timeline in one shape, as one line-free SVG element."""
    days = [incident.occurred for incident in incidents]
    columns = buckets(min(days), max(days), shape.columns)
    cells: dict[tuple[str, int], list[Incident]] = {}
    for one in sorted(incidents, key=lambda i: (STATUS_ORDER.index(i.status), i.occurred, i.id)):
        cells.setdefault((one.severity, columns.place(one.occurred)), []).append(one)
    cell = (shape.width - shape.gutter) / len(columns.starts)
    titled = len(incidents) <= FEW and cell >= ROOM
    across, step = _grain(cells, cell, shape.height)
    if titled:
        most = int(cell // ROOM)
        fits = (n for n in range(1, most) if _height(cells, n, LINE) <= shape.height)
        across, step = next(fits, most), LINE
    rows: list[str] = []
    y = 6.0
    for severity in SEVERITY_ORDER:
        here = {place: found for (kind, place), found in cells.items() if kind == severity}
        if not here:
            continue
        lines = max(-(-len(found) // across) for found in here.values())
        name = LABELS["severity"][severity]
        rows.append(lettered([word(name)], 0, y + max(step, 20) / 2 + 4.5, LINE, "rg-band"))
        for place, found in sorted(here.items()):
            left = shape.gutter + place * cell
            for index, incident in enumerate(found):
                at = left + index % across * (cell / across if titled else step)
                spot = (at, y + index // across * step)
                room = cell / across - LINE - 12 if titled else 0
                quiet = len(incidents) > MANY and incident.status in STATUS_ORDER[2:]
                rows.append(_link(incident, language, word, spot, step, room, quiet))
        y += max(20, lines * step) + 8
        rows.append(f'<path class="rg-rule" d="M0 {y - 4:g}H{shape.width:g}"/>')
    axis = _axis(columns, cell, shape, y, language)
    title = escape(word("Incidents by date and severity"))
    return Markup(
        f'<svg class="rg-diagram rg-timeline rg-{shape.name}"'
        f' viewBox="0 0 {shape.width:g} {y + 24:g}" width="{shape.width:g}" height="{y + 24:g}"'
        f' role="group" aria-label="{title}"'
        f' xmlns="http://www.w3.org/2000/svg">{axis}{"".join(rows)}</svg>'
    )


def _grain(cells: Cells, cell: float, height: float) -> tuple[int, float]:
    """How many marks stand side by side, and how far apart, so that all rows fit `height`."""
    for pitch in PITCHES:
        across = max(1, int((cell - 4) // pitch))
        if _height(cells, across, pitch) <= height and pitch <= cell:
            break
    return across, pitch


def _height(cells: Cells, across: int, step: float) -> float:
    """How tall all rows are with `across` marks side by side."""
    rows: dict[str, int] = {}
    for (severity, _), found in cells.items():
        rows[severity] = max(rows.get(severity, 0), -(-len(found) // across))
    return sum(max(20, count * step) for count in rows.values())


def _link(
    incident: Incident,
    language: str,
    word: Word,
    spot: tuple[float, float],
    step: float,
    room: float,
    quiet: bool,
) -> str:
    """A mark that leads to its page, with its title where there is room for one."""
    x, y = spot
    title = " ".join(incident.title.within(language).replace("`", "").split())
    said = f"{format_day(incident.occurred, language)} · {title} · {standing(incident, word)}"
    size = min(step, 22)
    shape = mark(incident.severity, incident.status, x + size / 2 + 2, y + step / 2, size - 2)
    if room:
        words = [shortened(title, room / EM)]
        shape += lettered(words, x + size + 6, y + step / 2 + 4.5, LINE, "rg-name")
    named = "" if room else f' aria-label="{escape(said)}"'  # else by its title and its words
    tab = ' tabindex="-1"' if quiet else ""
    return (
        f'<a href="incidents/{escape(incident.id)}.html"{named}{tab}>'
        f"<title>{escape(said)}</title>"
        f'<rect class="rg-hit" x="{x:g}" y="{y:g}" width="{room + step:g}" height="{step:g}"/>'
        f"{shape}</a>"
    )


def _axis(columns: Buckets, cell: float, shape: Shape, y: float, language: str) -> str:
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

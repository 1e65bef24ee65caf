"""When incidents happened, how bad they were, and which are not over: a mark for each.

A row for each severity, a column for each stretch of time. Few incidents on few days have room
for their titles; three hundred in ten years are small marks, and the table has the titles. Of
thousands nobody tells one mark from another: they are counted.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from markupsafe import Markup

from runbook_gen.model.incident import Incident
from runbook_gen.render.drawings.axis import EM, LINE, NARROW, WIDE, Shape, axis, framed
from runbook_gen.render.drawings.buckets import buckets
from runbook_gen.render.drawings.counts import counts
from runbook_gen.render.drawings.lettering import lettered, shortened
from runbook_gen.render.drawings.standing import mark, standing
from runbook_gen.render.labels import LABELS, SEVERITY_ORDER, STATUS_ORDER
from runbook_gen.render.site import format_day

ROOM = 230  # px: the least width of a title
PITCHES = (24, 20, 16, 13, 11, 9, 7)  # px from mark to mark
FEW, MANY, CROWD = 24, 60, 400  # incidents: with titles; each reached with Tab; counted only
Word = Callable[[str], str]


Cells = Mapping[tuple[str, int], list[Incident]]


def timeline(incidents: Sequence[Incident], language: str, word: Word) -> Markup:
    """The timeline for a wide page and for a phone; nothing where there are no incidents."""
    if not incidents:
        return Markup("")
    draw = svg if len(incidents) <= CROWD else counts
    return Markup("".join(draw(incidents, language, word, shape) for shape in (WIDE, NARROW)))


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
    foot = axis(columns, cell, shape, y, language)
    return framed(shape, word("Incidents by date and severity"), y + 24, foot + "".join(rows))


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

"""The timeline of thousands of incidents: how many there were of each kind in each stretch of time.

A number stands beside the mark of its severity and status, and leads to the list of these.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup

from runbook_gen.model.incident import Incident
from runbook_gen.render.drawings.axis import EM, LINE, Shape, axis, framed
from runbook_gen.render.drawings.buckets import buckets
from runbook_gen.render.drawings.lettering import em, lettered
from runbook_gen.render.drawings.standing import mark
from runbook_gen.render.labels import LABELS, SEVERITY_ORDER, STATUS_ORDER

MARK, STEP = 14, 22  # px: a mark, and from row to row
Word = Callable[[str], str]


def counts(incidents: Sequence[Incident], language: str, word: Word, shape: Shape) -> Markup:
    """The timeline in one shape, as one line-free SVG element."""
    days = Counter(i.occurred for i in incidents)
    kinds = {(i.severity, i.status) for i in incidents}
    widest = MARK + 8 + EM * em(str(len(incidents)))
    most = min(shape.columns, int((shape.width - shape.gutter) // widest))
    columns = buckets(min(days), max(days), most)
    place = {day: columns.place(day) for day in days}
    cells: Counter[tuple[str, str, int]] = Counter(
        (i.severity, i.status, place[i.occurred]) for i in incidents
    )
    cell = (shape.width - shape.gutter) / len(columns.starts)
    rows: list[str] = []
    y = 6.0
    for severity in SEVERITY_ORDER:
        statuses = [status for status in STATUS_ORDER if (severity, status) in kinds]
        if not statuses:
            continue
        label = LABELS["severity"][severity]
        name = word(label)
        rows.append(lettered([name], 0, y + STEP / 2 + 4.5, LINE, "rg-band"))
        for status in statuses:
            label = LABELS["status"][status]
            said = f"{name} · {word(label)}"
            for column in range(len(columns.starts)):
                if number := cells[severity, status, column]:
                    spot = shape.gutter + column * cell, y
                    when = columns.label(column, language)
                    rows.append(_count(severity, status, number, f"{when} · {said}", spot))
            y += STEP
        y += 8
        rows.append(f'<path class="rg-rule" d="M0 {y - 4:g}H{shape.width:g}"/>')
    foot = axis(columns, cell, shape, y, language)
    return framed(shape, word("Incidents by date and severity"), y + 24, foot + "".join(rows))


def _count(severity: str, status: str, number: int, said: str, spot: tuple[float, float]) -> str:
    """A mark with a number, which leads to the incidents of its kind."""
    x, y = spot
    disc = mark(severity, status, x + MARK / 2, y + STEP / 2, MARK)
    told = lettered([str(number)], x + MARK + 4, y + STEP / 2 + 4.5, STEP, "rg-name")
    width = MARK + 4 + EM * em(str(number))
    return (
        f'<a href="incidents/index.html#severity={severity}&amp;status={status}"'
        f' aria-label="{escape(said)}: {number}">'
        f'<rect class="rg-hit" x="{x:g}" y="{y:g}" width="{width:g}" height="{STEP}"/>'
        f"{disc}{told}</a>"
    )

"""The mark of an incident: its colour is the severity, its filling the status."""

from collections.abc import Callable
from html import escape

from markupsafe import Markup

from runbook_gen.model.incident import Incident, Severity, Status
from runbook_gen.render.labels import LABELS


def standing(incident: Incident, word: Callable[[str], str]) -> str:
    """The severity and the status in words, such as `High · Resolved`."""
    severity = LABELS["severity"][incident.severity]
    status = LABELS["status"][incident.status]
    return f"{word(severity)} · {word(status)}"


def mark(severity: Severity | str, status: Status | str, x: float, y: float, size: float) -> str:
    """A disc around (`x`, `y`): full while open, half when mitigated, a ring when resolved."""
    radius = round(size / 2 - 1.25, 2)
    half = ""
    if status == "mitigated":
        half = f'<path d="M{x:g} {y - radius:g}a{radius} {radius} 0 0 0 0 {2 * radius:g}z"/>'
    return (
        f'<g class="rg-mark rg-is-{escape(severity)} rg-as-{escape(status)}">'
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius}"/>{half}</g>'
    )


def key(severity: Severity | str = "none", status: Status | str = "open") -> Markup:
    """The mark alone, for a legend in the text."""
    return Markup(
        '<svg class="rg-key" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        f"{mark(severity, status, 8, 8, 15)}</svg>"
    )

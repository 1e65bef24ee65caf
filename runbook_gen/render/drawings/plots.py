"""What was hurt most: incidents counted by component and by wave, a bar for each."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from runbook_gen.model.incident import Incident
from runbook_gen.render.drawings.lettering import lettered, shortened
from runbook_gen.render.labels import SEVERITY_ORDER

EM, ROW, BAR, WIDTH, FIGURE = 14, 40, 9, 420, 34  # px; FIGURE is the room for the count
MOST = 7  # bars
Word = Callable[[str], str]


class Tally(NamedTuple):
    """How many incidents struck something, by severity; and where they are listed."""

    name: str
    counts: Counter[str]
    href: str

    @property
    def total(self) -> int:
        """Of any severity."""
        return self.counts.total()


def by_component(incidents: Iterable[Incident]) -> list[Tally]:
    """How often each component was struck, the worst first."""
    counts: dict[str, Counter[str]] = {}
    for incident in incidents:
        for component in incident.components:
            counts.setdefault(component, Counter())[incident.severity] += 1
    return _worst(
        Tally(name, count, f"incidents/index.html#component={name}")
        for name, count in counts.items()
    )


def by_wave(incidents: Iterable[Incident], word: Word) -> list[Tally]:
    """How often each wave was struck, the worst first; incidents outside of the waves last."""
    counts: dict[int, Counter[str]] = {}
    for incident in incidents:
        if incident.wave is not None:
            counts.setdefault(incident.wave, Counter())[incident.severity] += 1
    return _worst(
        Tally(f"{word('Wave')} {wave}", counts[wave], f"waves.html#wave{wave}")
        for wave in sorted(counts)
    )


def _worst(tallies: Iterable[Tally]) -> list[Tally]:
    """The most incidents first; of as many, those with the more severe ones."""
    return sorted(tallies, key=lambda t: (-t.total, *(-t.counts[s] for s in SEVERITY_ORDER)))


def bars(title: str, tallies: Sequence[Tally], word: Word) -> Markup:
    """The first tallies as bars, which are divided by severity; as one line-free SVG element."""
    shown = tallies[:MOST]
    if not shown:
        return Markup("")
    unit = (WIDTH - FIGURE) / shown[0].total
    rows = "".join(_bar(tally, index * ROW, unit) for index, tally in enumerate(shown))
    height = len(shown) * ROW + 2
    if len(tallies) > MOST:
        more = word("{n} more").format(n=len(tallies) - MOST)
        rows += lettered([more], 0, height + 18, ROW, "rg-detail")
        height += 26
    return Markup(
        f'<svg class="rg-diagram rg-bars" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" role="group" aria-label="{escape(title)}"'
        f' xmlns="http://www.w3.org/2000/svg">{rows}</svg>'
    )


def _bar(tally: Tally, y: float, unit: float) -> str:
    parts: list[str] = []
    x = 0.0
    for severity in SEVERITY_ORDER:
        width = tally.counts[severity] * unit
        if width:
            parts.append(
                f'<rect class="rg-part rg-is-{severity}" x="{x:g}" y="{y + 24:g}"'
                f' width="{max(1, width - 1.5):g}" height="{BAR}" rx="2"/>'
            )
        x += width
    name = lettered([shortened(tally.name, (WIDTH - 8) / EM)], 0, y + 17, ROW, "rg-name")
    count = lettered([str(tally.total)], x + 6, y + 24 + BAR, ROW, "rg-band")
    said = f"{tally.name}: {tally.total}"
    return (
        f'<a href="{escape(tally.href)}" aria-label="{escape(said)}">'
        f'<rect class="rg-hit" y="{y:g}" width="{WIDTH - FIGURE}" height="{ROW - 4}"/>'
        f"{name}{''.join(parts)}</a>"
        f"{count}"
    )

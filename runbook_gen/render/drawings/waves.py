"""The cluster's waves, as a diagram: apps in order, and the incidents that struck each wave."""

from collections.abc import Callable, Sequence

from runbook_gen.model.cluster import App, Cluster
from runbook_gen.model.collection import Collection
from runbook_gen.model.incident import Incident
from runbook_gen.render.drawings.diagram import Band, Diagram, Node
from runbook_gen.render.drawings.moves import Move
from runbook_gen.render.drawings.standing import standing
from runbook_gen.render.labels import SEVERITY_ORDER, STATUS_ORDER

Word = Callable[[str], str]
MOST = 6  # incidents drawn in one wave; the table has the rest


def waves(collection: Collection, language: str, word: Word) -> Diagram:
    """Waves from the lowest number to the highest; arrows go from what is needed to what needs it.

    `word` gives the language's word for an English one.
    """
    cluster = collection.cluster.record
    incidents = [entry.record for entry in collection.incidents]
    bands = [
        Band(
            f"{word('Wave')} {wave.wave}",
            tuple(_app(app, language) for app in wave.apps),
            _struck([i for i in incidents if i.wave == wave.wave], wave.wave, language, word),
            wave.summary.within(language),
        )
        for wave in sorted(cluster.waves, key=lambda wave: wave.wave)
    ]
    title = word("Waves, what they deploy, and the incidents that struck them")
    return Diagram(title, tuple(bands), _needs(cluster))


def _app(app: App, language: str) -> Node:
    return Node(app.name, app.name, "app", detail=app.summary.within(language))


def _struck(
    incidents: Sequence[Incident], wave: int, language: str, word: Word
) -> tuple[Node, ...]:
    """The incidents of a wave, the most urgent first; what is too many leads to the table."""
    nodes = [
        Node(
            f"incident {incident.id}",
            incident.title.within(language),
            f"incident rg-is-{incident.severity}",
            f"incidents/{incident.id}.html",
            standing(incident, word),
        )
        for incident in sorted(incidents, key=_urgency)
    ]
    if len(nodes) > MOST:
        more = word("{n} more").format(n=len(nodes) - MOST + 1)
        return (*nodes[: MOST - 1], Node(f"more {wave}", more, "rest", f"#wave{wave}"))
    return tuple(nodes)


def _urgency(incident: Incident) -> tuple[int, int]:
    return STATUS_ORDER.index(incident.status), SEVERITY_ORDER.index(incident.severity)


def _needs(cluster: Cluster) -> tuple[tuple[str, str], ...]:
    return tuple((n, app.name) for wave in cluster.waves for app in wave.apps for n in app.needs)


def moved(cluster: Cluster, move: Move, language: str, word: Word) -> tuple[Diagram, Diagram]:
    """The waves before and after a move: what moved, what it needs, and what needs it."""
    arrows = tuple(arrow for arrow in _needs(cluster) if move.app in arrow)
    near = {move.app, *(name for arrow in arrows for name in arrow)}
    home = {app.name: wave.wave for wave in cluster.waves for app in wave.apps}
    apps = {app.name: app for wave in cluster.waves for app in wave.apps if app.name in near}
    shown = {home[name] for name in near if name in home} | {move.before, move.after}

    def told(title: str, number: int) -> Diagram:
        place = {**home, move.app: number}
        bands = tuple(
            Band(
                f"{word('Wave')} {wave}",
                tuple(
                    _app(app, language)._replace(kind="app rg-moved" if name == move.app else "app")
                    for name, app in apps.items()
                    if place[name] == wave
                ),
            )
            for wave in sorted(shown)
        )
        return Diagram(f"{title}: {move.app}, {word('Wave')} {number}", bands, arrows)

    return told(word("Before"), move.before), told(word("After"), move.after)

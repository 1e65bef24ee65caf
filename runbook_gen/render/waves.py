"""The cluster's waves, as a diagram: apps in order, and the incidents that struck each wave."""

from runbook_gen.model.collection import Collection
from runbook_gen.render.diagram import Band, Diagram, Node


def waves(collection: Collection, language: str, title: str, word: str) -> Diagram:
    """Waves from the lowest number to the highest; arrows go from what is needed to what needs it.

    `word` is the language's word for a wave.
    """
    cluster = collection.cluster.record
    bands = []
    for wave in sorted(cluster.waves, key=lambda wave: wave.wave):
        nodes = [
            Node(app.name, f"{app.name}: {app.summary.within(language)}", "app")
            for app in wave.apps
        ]
        nodes += [
            Node(
                f"incident {entry.record.id}",
                f"! {entry.record.title.within(language)}",
                f"incident rg-is-{entry.record.severity}",
                f"incidents/{entry.record.id}.html",
            )
            for entry in collection.incidents
            if entry.record.wave == wave.wave
        ]
        bands.append(Band(f"{word} {wave.wave}", tuple(nodes)))
    arrows = [(need, app.name) for wave in cluster.waves for app in wave.apps for need in app.needs]
    return Diagram(title, tuple(bands), tuple(arrows))

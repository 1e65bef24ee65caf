"""How causes led to impacts, as a diagram."""

from runbook_gen.model.incident import Incident
from runbook_gen.render.drawings.diagram import Band, Diagram, Node


def cascade(incident: Incident, language: str, titles: tuple[str, str, str]) -> Diagram:
    """The incident's cascade: causes, then the impacts in the order in which they followed.

    `titles` are the words for the diagram, the causes and the impacts.
    """
    title, cause_word, impact_word = titles
    causes = tuple(
        Node(f"cause {index}", cause.summary.within(language), "cause")
        for index, cause in enumerate(incident.causes)
    )
    depths = _depths(incident)
    bands = [Band(cause_word, causes)]
    for depth in sorted(set(depths.values())):
        nodes = tuple(
            Node(impact.id, impact.summary.within(language), "impact")
            for impact in incident.impact
            if depths[impact.id] == depth
        )
        bands.append(Band(f"{impact_word} {depth + 1}", nodes))
    arrows = [(f"cause {i}", to) for i, c in enumerate(incident.causes) for to in c.leads_to]
    arrows += [(impact.id, to) for impact in incident.impact for to in impact.leads_to]
    return Diagram(title, tuple(bands), tuple(arrows))


def _depths(incident: Incident) -> dict[str, int]:
    """How many impacts lie before each; a circle, which a check reports, ends the counting."""
    depths = {impact.id: 0 for impact in incident.impact}
    for _ in depths:
        for impact in incident.impact:
            for to in impact.leads_to:
                if to in depths:
                    depths[to] = min(max(depths[to], depths[impact.id] + 1), len(depths))
    return depths

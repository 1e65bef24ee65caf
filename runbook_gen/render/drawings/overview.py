"""What the home page shows at a glance: the timeline, and what was hurt most."""

from collections.abc import Mapping, Sequence
from typing import Any

from runbook_gen.model.incident import Incident
from runbook_gen.render.drawings.plots import Word, bars, by_component, by_wave
from runbook_gen.render.drawings.standing import key
from runbook_gen.render.drawings.timeline import timeline
from runbook_gen.render.labels import SEVERITY_ORDER, STATUS_ORDER


def overview(
    incidents: Sequence[Incident], most: int, language: str, word: Word
) -> Mapping[str, Any]:
    """What `overview.md.j2` gets. `word` gives the language's word for an English one.

    The table beneath the timeline has `most` incidents, the latest.
    """
    kinds = (
        ("struck-components", word("Components hurt most"), word("Component"),
         by_component(incidents)),
        ("struck-waves", word("Waves hurt most"), word("Wave"), by_wave(incidents, word)),
    )  # fmt: skip
    severities, statuses = {i.severity for i in incidents}, {i.status for i in incidents}
    return {
        "timeline": timeline(incidents, language, word),
        "latest": sorted(incidents, key=lambda i: (-i.occurred.toordinal(), i.id))[:most],
        "all": len(incidents),
        "severities": [severity for severity in SEVERITY_ORDER if severity in severities],
        "statuses": [status for status in STATUS_ORDER if status in statuses],
        "key": key,
        "plots": [
            {"id": id, "title": title, "head": head, "tallies": tallies,
             "svg": bars(title, tallies, word)}
            for id, title, head, tallies in kinds if tallies
        ],
    }  # fmt: skip

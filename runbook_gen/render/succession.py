"""Where a superseded incident's address leads: to the incident that stands in its place.

Alerts, tickets and bookmarks keep an old address for years. Its page becomes a redirect, which
works from a folder and without scripts; what was recorded stays beside it as `<id>.record`.
"""

from collections.abc import Mapping

from runbook_gen.model.collection import Collection


def successors(collection: Collection) -> Mapping[str, str]:
    """For each superseded incident, the one at the end of its line; a circle leads nowhere."""
    follows: dict[str, str] = {}
    for entry in collection.incidents:
        for related in entry.record.related:
            old = collection.by_id.get(related.id)
            if related.as_ == "supersedes" and old and old.status == "superseded":
                follows.setdefault(old.id, entry.record.id)
    ends = {id: _end(id, follows) for id in follows}
    return {id: end for id, end in ends.items() if end is not None}


def _end(id: str, follows: Mapping[str, str]) -> str | None:
    seen = {id}
    while id in follows:
        id = follows[id]
        if id in seen:
            return None
        seen.add(id)
    return id


def record_page(id: str, led: Mapping[str, str]) -> str:
    """The name of the page that tells an incident: its id, unless that is a redirect."""
    return f"{id}.record" if id in led else id

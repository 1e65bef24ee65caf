"""What the page of an incident rests on, as a key by which its text may be remembered.

It is the incident itself; the settings and the cluster; where superseded incidents lead; of other
incidents the titles of those that the page names; where the rules are told that it names; and
which of its texts are older than their originals. `incident_pages` gives its template nothing else.
"""

import json
from collections.abc import Callable, Mapping

from runbook_gen.model.collection import Entry
from runbook_gen.model.incident import Incident
from runbook_gen.render.older import standing
from runbook_gen.render.telling import Telling


def page_key(telling: Telling, led: Mapping[str, str]) -> Callable[[Entry[Incident]], str]:
    """The function that gives an incident's key; `led` says where superseded ones lead."""
    collection, old = telling.collection, telling.outdated
    rules = telling.rule_pages
    watched = [rules.get(rule) for item in collection.checklist_items for rule in item.automated_by]
    around = (collection.settings.whole, collection.cluster.whole, telling.language, led, watched)
    shared = json.dumps(around, sort_keys=True)
    titles = {id: incident.title.root for id, incident in collection.by_id.items()}

    def key(entry: Entry[Incident]) -> str:
        incident = entry.record
        named = [link.id for link in incident.related]
        named += [led[incident.id]] if incident.id in led else []
        kept = [name for lesson in incident.lessons for name in lesson.enforced_by]
        own = (
            {name: titles.get(name) for name in named},
            {name: rules[name] for name in kept if name in rules},
            rules[incident.rules[0].id] if incident.rules else "",
            standing(old, entry),
        )
        return f"incident\0{shared}\0{entry.whole}\0{json.dumps(own, sort_keys=True)}"

    return key

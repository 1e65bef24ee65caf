"""The page of each incident, and the redirect where another one took its place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.incident import Change, Incident
from runbook_gen.model.parts import parts
from runbook_gen.model.text import Text
from runbook_gen.render.checklist import incident_list
from runbook_gen.render.drawings.cascade import cascade
from runbook_gen.render.drawings.diagram import mermaid
from runbook_gen.render.drawings.drawing import figure
from runbook_gen.render.drawings.moves import moves
from runbook_gen.render.drawings.waves import moved
from runbook_gen.render.marks import Marker
from runbook_gen.render.page_key import page_key
from runbook_gen.render.script import has_script
from runbook_gen.render.succession import record_page, successors
from runbook_gen.render.telling import Page, Telling


def incidents(telling: Telling) -> Iterator[Page]:
    """A runbook for each incident."""
    return map(incident_page(telling), telling.collection.incidents)


def incident_page(telling: Telling) -> Callable[[Entry[Incident]], Page]:
    """The function that gives the page of one incident."""
    collection, word = telling.collection, telling.word
    titles = (word("How the causes led to the impact"), word("Cause"), word("Effect"))
    keepers = {item.id: f"../checklists.md#{_area(collection, item.id)}"
               for item in collection.checklist_items}  # fmt: skip
    keepers |= {rule: f"../{page}#{rule}" for rule, page in telling.rule_pages.items()}
    led = successors(collection)

    def data(entry: Entry[Incident]) -> Mapping[str, Any]:
        incident = entry.record
        # Not those that the entry keeps: of ten thousand, that would be a gigabyte.
        texts = [part for _, part in parts(incident) if isinstance(part, Text)]
        drawing = cascade(incident, telling.language, titles)
        checklist = incident_list(collection, incident)
        known = [id for lesson in incident.lessons for id in lesson.enforced_by]
        known += [item.step for item in checklist.prevent]
        return {
            "incident": incident,
            "checklist": checklist,
            "untranslated": sum(telling.language not in text.root for text in texts),
            "own": texts,
            "script": has_script(incident),
            "marks": Marker(incident),
            "by_id": collection.by_id,
            "successors": led,
            "keeper_links": {id: Markup(keepers.get(id, "#lessons")) for id in known},
            "cascade_svg": figure(drawing),
            "cascade_mermaid": mermaid(drawing),
            "moved": [list(_moved(telling, action.changes)) for action in incident.actions],
        }

    key = page_key(telling, led)

    def page(entry: Entry[Incident]) -> Page:
        path = f"incidents/{record_page(entry.record.id, led)}.md"
        return Page(path, "incident.md.j2", partial(data, entry), partial(key, entry))

    return page


def redirects(telling: Telling) -> Iterator[Page]:
    """A page for each incident that another one supersedes: it leads there."""
    by_id = telling.collection.by_id
    for old, new in successors(telling.collection).items():
        data = {"incident": by_id[old], "successor": by_id[new]}
        yield Page(f"incidents/{old}.md", "moved.md.j2", data)


def _moved(telling: Telling, changes: Sequence[Change]) -> Iterator[tuple[str, Markup]]:
    """The waves before and after each change that moved an app, with their titles."""
    cluster = telling.collection.cluster.record
    for move in moves(changes, cluster):
        for drawing in moved(cluster, move, telling.language, telling.word):
            yield drawing.title, figure(drawing)


def _area(collection: Collection, item_id: str) -> str:
    """The checkpoint that holds a checklist item."""
    checkpoints = collection.cluster.record.checkpoints
    return next(c.id for c in checkpoints for item in c.items if item.id == item_id)

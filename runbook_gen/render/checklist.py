"""Checklists: what there is to tick, and the name under which a reader's browser keeps each tick.

A tick belongs to a list (an incident, a wave, the prevention) and a step of it. Both are the same
in every language, so a page remembers what was ticked on its translation. A step without an id of
its own is named after its words in the source language: once they change, it is to do again.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from runbook_gen.model.cluster import App, ChecklistItem, Wave
from runbook_gen.model.collection import Collection
from runbook_gen.model.incident import Incident, Lesson, Observation, Step
from runbook_gen.model.rule import Rule
from runbook_gen.model.text import Text
from runbook_gen.render.urgency import Some, is_open, worst

LIVE = ("log", "metric")
"""The kinds of rules that notice a failure while it happens; the others notice its making."""
PREVENTION = "prevent"
"""The list of what prevents: one for the whole collection, shown by area and by incident."""


class Prevention(NamedTuple):
    """Something that must hold so that an incident does not come back."""

    list: str
    step: str
    text: Text
    rules: tuple[str, ...]
    caveat: Text | None = None


class IncidentList(NamedTuple):
    """What there is to tick in an incident: each step with its name."""

    respond: Sequence[tuple[str, Step]]
    verify: Sequence[tuple[str, Observation]]
    prevent: Sequence[Prevention]

    @property
    def steps(self) -> list[str]:
        """The names of what is to be done while it happens."""
        return [name for name, _ in (*self.respond, *self.verify)]


class Watch(NamedTuple):
    """An incident that a wave is looked through for, and how many rules do it."""

    incident: Incident
    rules: int


class WaveList(NamedTuple):
    """What to see to before and after a wave is deployed."""

    wave: Wave
    needs: Sequence[tuple[str, int | None]]  # an app, and the wave that deploys it
    open: Some[Incident]  # in the waves that this one builds on
    brought_back: Some[Watch]  # by the wave's own manifests
    struck: Some[Watch]


def incident_list(collection: Collection, incident: Incident) -> IncidentList:
    """The checklist of one incident."""
    source = collection.languages[0]
    respond = _names("respond", (step.summary for step in incident.respond), source)
    verify = _names("verify", (seen.summary for seen in incident.verification), source)
    return IncidentList(
        list(zip(respond, incident.respond, strict=True)),
        list(zip(verify, incident.verification, strict=True)),
        _prevention(collection, incident),
    )


def _prevention(collection: Collection, incident: Incident) -> list[Prevention]:
    """The cluster's items against the incident, and the lessons that none of them keeps."""
    kept = {id for lesson in incident.lessons for id in lesson.enforced_by}
    items = {item.id: item for item in collection.checklist_items}
    of_area = {
        item.id
        for checkpoint in collection.cluster.record.checkpoints
        if incident.id in checkpoint.incidents
        for item in checkpoint.items
    }
    wanted: list[ChecklistItem] = [i for i in items.values() if i.id in kept | of_area]
    found = [
        Prevention(PREVENTION, item.id, item.text, item.automated_by, item.caveat)
        for item in wanted
    ]
    alone: list[Lesson] = [x for x in incident.lessons if not items.keys() & set(x.enforced_by)]
    names = _names("lesson", (lesson.text for lesson in alone), collection.languages[0])
    lessons = zip(names, alone, strict=True)
    found += [Prevention(incident.id, name, x.text, x.enforced_by) for name, x in lessons]
    return found


def _names(section: str, texts: Iterable[Text], source: str) -> list[str]:
    """A name for each text of a section; of two equal texts, the later one is counted."""
    names: list[str] = []
    for text in texts:
        digest = sha256(text.within(source).encode()).hexdigest()[:8]
        name = f"{section}-{digest}"
        names.append(f"{name}-{names.count(name)}" if name in names else name)
    return names


def wave_lists(collection: Collection) -> list[WaveList]:
    """The checklists of every wave, the lowest first."""
    waves = sorted(collection.cluster.record.waves, key=lambda wave: wave.wave)
    homes = {app.name: wave.wave for wave in waves for app in wave.apps}
    apps = {app.name: app for wave in waves for app in wave.apps}
    incidents = [entry.record for entry in collection.incidents]
    lists = []
    for wave in waves:
        needs = dict.fromkeys(need for app in wave.apps for need in app.needs)
        below = {homes[name] for name in _all_needs(needs, apps) if name in homes} - {wave.wave}
        here = [i for i in incidents if i.wave == wave.wave]
        lists.append(
            WaveList(
                wave,
                [(need, homes.get(need)) for need in needs],
                worst([i for i in incidents if i.wave in below and is_open(i)]),
                _watched(here, live=False),
                _watched(here, live=True),
            )
        )
    return lists


def _watched(incidents: Iterable[Incident], *, live: bool) -> Some[Watch]:
    """Incidents with their number of rules; of those that notice the making, only with some."""
    found = [Watch(i, sum(_is_live(rule) is live for rule in i.rules)) for i in incidents]
    rules = {watch.incident.id: watch.rules for watch in found if live or watch.rules}
    some = worst([watch.incident for watch in found if watch.incident.id in rules])
    return Some([Watch(i, rules[i.id]) for i in some.first], some.all)


def _is_live(rule: Rule) -> bool:
    return rule.kind in LIVE


def _all_needs(names: Iterable[str], apps: dict[str, App]) -> set[str]:
    """These apps, and all that they need in turn."""
    found: set[str] = set()
    open_ = list(names)
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            open_ += apps[name].needs if name in apps else ()
    return found

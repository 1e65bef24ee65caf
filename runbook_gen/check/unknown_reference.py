"""Every name that refers to something names something that exists.

**Why.** A misspelled id is a dead link on the page, an arrow to nowhere in the cascade, or a
lesson that seems guarded and is not.

**Bad**

```yaml
wave: 25                                   # the cluster has no wave 25
related: [{id: webhook-refussed, as: causes}]
lessons:
  - text: {ko: …, en: Allow egress first}
    enforced_by: [no-such-rule]
```

**Good**

```yaml
wave: 20
related: [{id: webhook-refused, as: causes}]
lessons:
  - text: {ko: …, en: Allow egress first}
    enforced_by: [controller-api-server-timeout]
```
"""

from collections.abc import Collection as Names
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from runbook_gen.check.review import Fact, Problem, Review, Subject, suggest
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Entry
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.incident import Incident
from runbook_gen.model.place import KEY, Path
from runbook_gen.model.record import Record

SEVERITY: FindingSeverity = "error"
GIVEN = "rule given"
"""Of a fact: a rule's own id, to which others may refer."""


class Reference(NamedTuple):
    """A name that refers to something: to what kind of thing, and from where."""

    what: str
    name: str
    path: Path


def check(review: Review) -> Iterator[Problem]:
    """Yield each reference to nothing of what the settings, the cluster or the incident name."""
    settings, cluster = review.collection.settings.record, review.collection.cluster.record
    # Nothing can be said of a kind that is None: its names are not all known.
    known: dict[str, Names[str] | None] = {
        "cluster": (cluster.id,),
        "component": settings.components or None,
        "wave": [str(wave.wave) for wave in cluster.waves],
    }
    for entry in review.collection.incidents:
        known["impact of this incident"] = [impact.id for impact in entry.record.impact]
        for what, name, path in _within(entry.record, cluster.id):
            yield from _unknown(entry, what, name, path, known[what])


def facts(entry: Entry[Incident]) -> Iterator[Fact]:
    """Yield each reference to other incidents, or to rules and checklist items, and each rule."""
    for rule in entry.record.rules:
        yield Fact(GIVEN, rule.id, ())
    for each in _beyond(entry.record):
        yield Fact(*each)


def join(review: Review, told: Sequence[tuple[Subject, Fact]]) -> Iterator[Problem]:
    """Yield each other reference to nothing, those of the settings and the cluster included."""
    collection = review.collection
    settings, cluster = collection.settings, collection.cluster
    rules = {fact.name for _, fact in told if fact.kind == GIVEN}
    items = {item.id for item in collection.checklist_items}
    known: dict[str, Names[str] | None] = {
        "app": {app.name for wave in cluster.record.waves for app in wave.apps},
        "incident": review.known,
        "rule": None if review.left_out else rules,
        "rule or checklist item": None if review.left_out else rules | items,
    }
    for name in settings.record.checks:
        if name not in review.check_ids:
            remedy = suggest(name, review.check_ids, "Remove it; this version has no such check.")
            yield Problem(settings, ("checks", name, KEY), f"unknown check '{name}'", remedy)
    for what, name, path in _of_cluster(cluster.record):
        if what == "rule" and name in items:
            message = f"'{name}' is a checklist item, and only a rule can automate one"
            yield Problem(cluster, path, message, "Name a rule, or check this item by hand.")
        else:
            yield from _unknown(cluster, what, name, path, known[what])
    for file, fact in told:
        if fact.kind != GIVEN:
            yield from _unknown(file, fact.kind, fact.name, fact.path, known[fact.kind])


def _unknown(
    entry: Entry[Record] | Subject, what: str, name: str, path: Path, known: Names[str] | None
) -> Iterator[Problem]:
    if known is not None and name not in known:
        remedy = suggest(name, known, _otherwise(what, known))
        yield Problem(entry, path, f"unknown {what} '{name}'", remedy)


def _otherwise(what: str, known: Names[str]) -> str:
    if 0 < len(known) <= 12:
        return f"Known: {', '.join(sorted(known))}."
    if what == "component":
        return "Add it under 'components' in collection.yaml, or name another."
    return f"Add the {what}, or remove the reference to it."


def _of_cluster(cluster: Cluster) -> Iterator[Reference]:
    for i, wave in enumerate(cluster.waves):
        for j, app in enumerate(wave.apps):
            yield from _each("app", app.needs, ("waves", i, "apps", j, "needs"))
    for i, checkpoint in enumerate(cluster.checkpoints):
        yield from _each("incident", checkpoint.incidents, ("checkpoints", i, "incidents"))
        for j, item in enumerate(checkpoint.items):
            path: Path = ("checkpoints", i, "items", j, "automated_by")
            yield from _each("rule", item.automated_by, path)
    for field, points in (("resolved", cluster.resolved), ("unresolved", cluster.unresolved)):
        for i, point in enumerate(points):
            if point.incident is not None:
                yield Reference("incident", point.incident, (field, i, "incident"))


def _within(incident: Incident, cluster: str) -> Iterator[Reference]:
    yield Reference("cluster", incident.cluster, ("cluster",))
    # The waves of another cluster are not known here.
    if incident.wave is not None and incident.cluster == cluster:
        yield Reference("wave", str(incident.wave), ("wave",))
    yield from _each("component", incident.components, ("components",))
    for i, cause in enumerate(incident.causes):
        yield from _each("impact of this incident", cause.leads_to, ("causes", i, "leads_to"))
    for i, impact in enumerate(incident.impact):
        yield from _each("impact of this incident", impact.leads_to, ("impact", i, "leads_to"))


def _beyond(incident: Incident) -> Iterator[Reference]:
    for i, lesson in enumerate(incident.lessons):
        yield from _each(
            "rule or checklist item", lesson.enforced_by, ("lessons", i, "enforced_by")
        )
    for i, related in enumerate(incident.related):
        yield Reference("incident", related.id, ("related", i, "id"))
    for i, rule in enumerate(incident.rules):
        yield from _each("incident", rule.also_matches, ("rules", i, "also_matches"))


def _each(what: str, names: tuple[str, ...], path: Path) -> Iterator[Reference]:
    for index, name in enumerate(names):
        yield Reference(what, name, (*path, index))

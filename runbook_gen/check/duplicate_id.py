"""Every name that others refer to is given once.

**Why.** Links, lessons and checklists name their target by its id. Where two things share one, the
reader lands on whichever came first. Rules and checklist items share one set of names, because
`enforced_by` names both.

**Bad**

```yaml
impact:
  - {id: down, summary: {ko: …, en: The API is down}}
  - {id: down, summary: {ko: …, en: So is the site}}
```

**Good**

```yaml
impact:
  - {id: api-down, summary: {ko: …, en: The API is down}}
  - {id: site-down, summary: {ko: …, en: So is the site}}
```
"""

from collections.abc import Iterable, Iterator, Sequence

from runbook_gen.check.review import Fact, Problem, Review, Subject, subject
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Entry
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.incident import Incident

SEVERITY: FindingSeverity = "error"
WHAT = {
    "app": "app name",
    "checkpoint": "checkpoint id",
    "impact": "impact id",
    "incident": "incident id",
    "input": "input name",
    "item": "checklist item id",
    "rule": "rule id",
    "wave": "wave number",
}
SHARED = {"item": "rule"}
"""Names of which kinds are those of another kind, too."""


def check(review: Review) -> Iterator[Problem]:
    """Yield each name that was given before in an incident, to what only this incident has."""
    for entry in review.collection.incidents:
        file = subject(entry)
        yield from _given_twice((file, name) for name in _own_names(entry.record))


def facts(entry: Entry[Incident]) -> Iterator[Fact]:
    """Yield each name that no other incident may give."""
    yield Fact("incident", entry.record.id, ("id",))
    for i, rule in enumerate(entry.record.rules):
        yield Fact("rule", rule.id, ("rules", i, "id"))


def join(review: Review, told: Sequence[tuple[Subject, Fact]]) -> Iterator[Problem]:
    """Yield each name that was given before, in any file."""
    cluster = review.collection.cluster
    file = subject(cluster)
    yield from _given_twice((*((file, name) for name in _cluster_names(cluster.record)), *told))


def _given_twice(names: Iterable[tuple[Subject, Fact]]) -> Iterator[Problem]:
    first: dict[tuple[str, str], tuple[Subject, Fact]] = {}
    for file, fact in names:
        key = SHARED.get(fact.kind, fact.kind), fact.name
        taken, by = first.setdefault(key, (file, fact))
        if by is not fact:
            what = WHAT[fact.kind]
            message = f"the {what} '{fact.name}' is already used at {taken.locate(by.path)}"
            remedy = f"Choose another {what}, or merge the two."
            yield Problem(file, fact.path, message, remedy)


def _own_names(incident: Incident) -> Iterator[Fact]:
    for i, impact in enumerate(incident.impact):
        yield Fact("impact", impact.id, ("impact", i, "id"))
    for i, value in enumerate(incident.inputs):
        yield Fact("input", value.name, ("inputs", i, "name"))


def _cluster_names(cluster: Cluster) -> Iterator[Fact]:
    for i, wave in enumerate(cluster.waves):
        yield Fact("wave", str(wave.wave), ("waves", i, "wave"))
        for j, app in enumerate(wave.apps):
            yield Fact("app", app.name, ("waves", i, "apps", j, "name"))
    for i, point in enumerate(cluster.checkpoints):
        yield Fact("checkpoint", point.id, ("checkpoints", i, "id"))
        for j, item in enumerate(point.items):
            yield Fact("item", item.id, ("checkpoints", i, "items", j, "id"))

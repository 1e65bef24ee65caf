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

from collections.abc import Iterator
from typing import NamedTuple

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.place import Path
from runbook_gen.model.record import Record

SEVERITY: FindingSeverity = "error"


class Name(NamedTuple):
    """A name as it is given: `space` is the set of names within which it must be unique."""

    space: str
    what: str
    name: str
    entry: Entry[Record]
    path: Path


def check(review: Review) -> Iterator[Problem]:
    """Yield each name that was given before."""
    first: dict[tuple[str, str], Name] = {}
    for name in _names(review.collection):
        taken = first.setdefault((name.space, name.name), name)
        if taken is not name:
            place = taken.entry.locate(taken.path)
            message = f"the {name.what} '{name.name}' is already used at {place}"
            remedy = f"Choose another {name.what}, or merge the two."
            yield Problem(name.entry, name.path, message, remedy)


def _names(collection: Collection) -> Iterator[Name]:
    cluster = collection.cluster
    for i, wave in enumerate(cluster.record.waves):
        yield Name("wave", "wave number", str(wave.wave), cluster, ("waves", i, "wave"))
        for j, app in enumerate(wave.apps):
            yield Name("app", "app name", app.name, cluster, ("waves", i, "apps", j, "name"))
    for i, point in enumerate(cluster.record.checkpoints):
        yield Name("checkpoint", "checkpoint id", point.id, cluster, ("checkpoints", i, "id"))
        for j, item in enumerate(point.items):
            path: Path = ("checkpoints", i, "items", j, "id")
            yield Name("rule", "checklist item id", item.id, cluster, path)
    for entry in collection.incidents:
        incident, file = entry.record, entry.file
        yield Name("incident", "incident id", incident.id, entry, ("id",))
        for i, impact in enumerate(incident.impact):
            yield Name(f"impact {file}", "impact id", impact.id, entry, ("impact", i, "id"))
        for i, value in enumerate(incident.inputs):
            yield Name(f"input {file}", "input name", value.name, entry, ("inputs", i, "name"))
        for i, rule in enumerate(incident.rules):
            yield Name("rule", "rule id", rule.id, entry, ("rules", i, "id"))

"""Nothing leads back to itself.

**Why.** If A causes B and B causes A, the cascade has no first cause, and nobody knows where to
begin. The same holds for what blocks what, which incident supersedes which, the impacts of an
incident and the needs of an app. "A causes B" and "B is caused by A" say the same thing twice;
that is agreement, not a circle.

**Bad**

```yaml
impact:
  - {id: api-down, summary: {ko: …, en: …}, leads_to: [site-down]}
  - {id: site-down, summary: {ko: …, en: …}, leads_to: [api-down]}
```

**Good**

```yaml
impact:
  - {id: api-down, summary: {ko: …, en: …}, leads_to: [site-down]}
  - {id: site-down, summary: {ko: …, en: …}}
```
"""

from collections.abc import Collection as Names
from collections.abc import Iterable, Iterator, Mapping, Sequence

from runbook_gen.check.review import Fact, Problem, Review, Subject, subject
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Entry
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.incident import Incident, Relation
from runbook_gen.model.place import Path

SEVERITY: FindingSeverity = "error"

# Relations that have a direction: the way that each belongs to, and whether it points backwards.
WAYS: dict[Relation, tuple[str, bool]] = {
    "causes": ("causes", False),
    "caused-by": ("causes", True),
    "blocks": ("blocks", False),
    "blocked-by": ("blocks", True),
    "supersedes": ("supersedes", False),
}

Links = dict[str, dict[str, tuple[Subject, Path]]]
"""From each name to the names that follow, and where the file says so."""


def check(review: Review) -> Iterator[Problem]:
    """Yield each circle of impacts, which are an incident's own."""
    for entry in review.collection.incidents:
        file = subject(entry)
        yield from _problems((file, link) for link in _impacts(entry.record))


def facts(entry: Entry[Incident]) -> Iterator[Fact]:
    """Yield each relation that has a direction."""
    for i, related in enumerate(entry.record.related):
        if related.as_ in WAYS:
            way, backwards = WAYS[related.as_]
            ends = (entry.record.id, related.id)
            source, target = reversed(ends) if backwards else ends
            yield Fact(way, source, ("related", i, "id"), target)


def join(review: Review, told: Sequence[tuple[Subject, Fact]]) -> Iterator[Problem]:
    """Yield each circle of incidents, and of what apps need."""
    yield from _problems(told)
    cluster = review.collection.cluster
    file = subject(cluster)
    yield from _problems((file, link) for link in _needs(cluster.record))


def _problems(told: Iterable[tuple[Subject, Fact]]) -> Iterator[Problem]:
    """Each circle once, at the link that leaves its alphabetically first name."""
    ways: dict[str, Links] = {}
    for file, link in told:
        follows = ways.setdefault(link.kind, {}).setdefault(link.name, {})
        follows.setdefault(link.other, (file, link.path))
    for what, links in ways.items():
        for circle in _circles(links):
            start = circle.index(min(circle))
            names = [*circle[start:], *circle[: start + 1]]
            file, path = links[names[0]][names[1]]
            message = f"'{what}' goes round in a circle: {' → '.join(names)}"
            yield Problem(file, path, message, "Remove one of these links.")


def _impacts(incident: Incident) -> Iterator[Fact]:
    for i, impact in enumerate(incident.impact):
        for j, target in enumerate(impact.leads_to):
            yield Fact("leads_to", impact.id, ("impact", i, "leads_to", j), target)


def _needs(cluster: Cluster) -> Iterator[Fact]:
    for i, wave in enumerate(cluster.waves):
        for j, app in enumerate(wave.apps):
            for k, need in enumerate(app.needs):
                yield Fact("needs", app.name, ("waves", i, "apps", j, "needs", k), need)


def _circles(links: Mapping[str, Names[str]]) -> Iterator[list[str]]:
    """Enough circles to cut them all: one for each link that leads back onto the way walked."""
    done: set[str] = set()
    for start in sorted(links):
        if start in done:
            continue
        way = {start: None}  # in order; a dict finds a name at once
        ahead = [iter(sorted(links[start]))]
        while ahead:
            for name in ahead[-1]:
                if name in way:
                    walked = list(way)
                    yield walked[walked.index(name) :]
                elif name in links and name not in done:
                    way[name] = None
                    ahead.append(iter(sorted(links[name])))
                    break
            else:
                ahead.pop()
                done.add(way.popitem()[0])

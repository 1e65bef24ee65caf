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
from collections.abc import Iterator, Mapping

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.incident import Relation
from runbook_gen.model.place import Path
from runbook_gen.model.record import Record

SEVERITY: FindingSeverity = "error"

# Relations that have a direction: the way that each belongs to, and whether it points backwards.
WAYS: dict[Relation, tuple[str, bool]] = {
    "causes": ("causes", False),
    "caused-by": ("causes", True),
    "blocks": ("blocks", False),
    "blocked-by": ("blocks", True),
    "supersedes": ("supersedes", False),
}

Links = dict[str, dict[str, tuple[Entry[Record], Path]]]
"""From each name to the names that follow, and where the file says so."""


def check(review: Review) -> Iterator[Problem]:
    """Yield each circle once, at the link that leaves its alphabetically first name."""
    for what, links in _ways(review.collection):
        for circle in _circles(links):
            start = circle.index(min(circle))
            names = [*circle[start:], *circle[: start + 1]]
            entry, path = links[names[0]][names[1]]
            message = f"'{what}' goes round in a circle: {' → '.join(names)}"
            yield Problem(entry, path, message, "Remove one of these links.")


def _ways(collection: Collection) -> Iterator[tuple[str, Links]]:
    relations: dict[str, Links] = {way: {} for way, _ in WAYS.values()}
    for entry in collection.incidents:
        impacts: Links = {}
        for i, impact in enumerate(entry.record.impact):
            for j, target in enumerate(impact.leads_to):
                path: Path = ("impact", i, "leads_to", j)
                impacts.setdefault(impact.id, {}).setdefault(target, (entry, path))
        yield "leads_to", impacts
        for i, related in enumerate(entry.record.related):
            if related.as_ in WAYS:
                way, backwards = WAYS[related.as_]
                ends = (entry.record.id, related.id)
                source, target = reversed(ends) if backwards else ends
                path = ("related", i, "id")
                relations[way].setdefault(source, {}).setdefault(target, (entry, path))
    yield from relations.items()
    needs: Links = {}
    for i, wave in enumerate(collection.cluster.record.waves):
        for j, app in enumerate(wave.apps):
            for k, need in enumerate(app.needs):
                path = ("waves", i, "apps", j, "needs", k)
                needs.setdefault(app.name, {}).setdefault(need, (collection.cluster, path))
    yield "needs", needs


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

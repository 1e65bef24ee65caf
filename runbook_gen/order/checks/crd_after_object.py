"""A CustomResourceDefinition comes before the objects of its kind.

**Why.** The API server does not know the kind until then, and the sync fails with `no matches for
kind`. Within one Application, Argo CD itself moves the definition up to the first object of its
kind; from one Application to another, only the waves keep them in order.

**Bad**

```yaml
# Application operators, wave 30, brings the CRD of Prometheus
# Application monitoring, wave 20, brings a Prometheus
```

**Good**

```yaml
# Application operators, wave 10
# Application monitoring, wave 20
```
"""

from collections.abc import Iterator

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.order.manifest import mapping
from runbook_gen.order.view import Need, Problem, View, late
from runbook_gen.order.ways import Deployed, nearest

SEVERITY: FindingSeverity = "error"


def needs(view: View) -> Iterator[Need]:
    """Every object with the definition of its kind."""
    definitions: dict[tuple[str, str], list[Deployed]] = {}
    for each in view.deployment.everything:
        if each.manifest.kind == "CustomResourceDefinition":
            spec = mapping(each.manifest.value.get("spec"))
            names = mapping(spec.get("names"))
            kind = str(spec.get("group")), str(names.get("kind"))
            definitions.setdefault(kind, []).append(each)
    for each in view.deployment.everything:
        found = nearest(definitions.get((each.manifest.group, each.manifest.kind), ()), each)
        if found:
            yield Need(each, ("kind",), found, found.manifest.said)


def check(view: View) -> Iterator[Problem]:
    """Yield each definition that comes after an object of its kind."""
    because = "until then the API server knows no such kind"
    yield from late(view, needs(view), because, mended=True)

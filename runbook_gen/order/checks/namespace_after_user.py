"""A namespace comes before what lies in it.

**Why.** The API server refuses an object whose namespace does not exist. Within one Application,
Argo CD itself moves the namespace up to the first object in it; from one Application to another,
only the waves keep them in order. An Application with the option `CreateNamespace=true` makes its
own.

**Bad**

```yaml
# Application foundations, wave 10, brings Namespace auth
# Application auth-api, wave 0, has destination.namespace auth
```

**Good**

```yaml
# Application foundations, wave -1
# Application auth-api, wave 0
```
"""

from collections.abc import Iterator

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.place import Path
from runbook_gen.order.view import Need, Problem, View, late
from runbook_gen.order.ways import App, Deployed, nearest

SEVERITY: FindingSeverity = "error"
DESTINATION: Path = ("spec", "destination", "namespace")
Going = tuple[App | Deployed, str, App | None]
"""Who goes to a namespace, its name, and the Application that it is or belongs to."""


def needs(view: View) -> Iterator[Need]:
    """Every Application and object with the namespace that it goes to."""
    spaces: dict[str, list[Deployed]] = {}
    for each in view.deployment.everything:
        if each.manifest.kind == "Namespace":
            spaces.setdefault(each.manifest.name, []).append(each)
    for user, name, app in (*_applications(view), *_objects(view)):
        made = app is not None and app.creates_namespace and app.namespace == name
        space = None if made else nearest(spaces.get(name, ()), user)
        if space:
            at = DESTINATION if isinstance(user, App) else ("metadata", "namespace")
            yield Need(user, at, space, f"the namespace '{name}'")


def check(view: View) -> Iterator[Problem]:
    """Yield each namespace that comes after what lies in it."""
    because = "until then the API server refuses what lies in it"
    yield from late(view, needs(view), because, mended=True)


def _applications(view: View) -> Iterator[Going]:
    yield from ((app, app.namespace, app) for app in view.deployment.apps if app.namespace)


def _objects(view: View) -> Iterator[Going]:
    for each in view.deployment.everything:
        if each.namespace:
            yield each, each.namespace, each.app

"""What `cluster.yaml` says an application needs comes before it in the repository, too.

**Why.** `needs` tells the reader of a runbook what must be there first. Where the repository brings
it in a later wave, either the runbook or the deployment is wrong.

**Bad**

```yaml
# cluster.yaml: {name: api-services, needs: [alb-controller]}
# the repository: api-services in wave 10, alb-controller in wave 20
```

**Good**

```yaml
# the repository: alb-controller in wave 20, api-services in wave 80
```
"""

from collections.abc import Iterator

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.order.view import Problem, View

SEVERITY: FindingSeverity = "error"


def check(view: View) -> Iterator[Problem]:
    """Yield each need that is met too late."""
    if view.cluster is None:
        return
    apps = {app.name: app for app in view.plan.applications if app.stands_alone}
    for i, wave in enumerate(view.cluster.record.waves):
        for j, declared in enumerate(wave.apps):
            for k, need in enumerate(declared.needs):
                app, other = apps.get(declared.name), apps.get(need)
                if app and other and other.wave > app.wave:
                    said = view.cluster.locate(("waves", i, "apps", j, "needs", k))
                    yield Problem(
                        app.place,
                        f"'{app.name}' (wave {app.wave}) needs '{need}', as {said} says, which "
                        f"comes later: wave {other.wave}, {other.place}",
                        f"Bring '{need}' in wave {app.wave} or before, or correct {said.file}.",
                    )

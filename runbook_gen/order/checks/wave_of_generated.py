"""Argo CD does not keep the waves of what an ApplicationSet makes.

**Why.** Waves order the objects of one sync. An ApplicationSet makes its Applications outside of
any sync, all at once, whatever waves its template gives them. What keeps them in order is the
set's own `strategy` ([progressive syncs](https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/)).
The waves are shown as they are written.

**Bad**

```yaml
kind: ApplicationSet
spec:
  template:
    metadata:
      annotations: {argocd.argoproj.io/sync-wave: "{{phase}}"}
```

**Good**

```yaml
kind: ApplicationSet
spec:
  strategy:
    type: RollingSync
    rollingSync:
      steps: [{matchExpressions: [{key: phase, operator: In, values: ["20"]}]}]
```
"""

from collections.abc import Iterator

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.order.annotations import WAVE
from runbook_gen.order.deployment import SET
from runbook_gen.order.manifest import mapping
from runbook_gen.order.view import Problem, View

SEVERITY: FindingSeverity = "note"


def check(view: View) -> Iterator[Problem]:
    """Yield each ApplicationSet whose template states waves and that has no strategy."""
    made = {app.generated_by for app in view.deployment.apps if WAVE in app.manifest.annotations}
    for app in view.deployment.apps:
        spec = mapping(app.manifest.value.get("spec"))
        if app.name in made and app.manifest.is_argo(SET) and "strategy" not in spec:
            at = ("spec", "template", "metadata", "annotations", WAVE)
            yield Problem(
                view.of(app, at),
                f"the Applications that '{app.name}' makes have waves, which Argo CD does not keep",
                "Give the ApplicationSet a strategy, or write Applications in place of it.",
            )

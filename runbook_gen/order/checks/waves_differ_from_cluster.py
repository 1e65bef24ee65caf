"""The waves that `cluster.yaml` tells are those of the repository.

**Why.** At 3 a.m. people read the wave diagram, not the repository. `runbook-gen waves DIR --write`
brings `cluster.yaml` up to date; `--diff` shows what that changes.

**Bad**

```yaml
# cluster.yaml: wave 20: alb-controller      the repository: sync-wave "15"
```

**Good**

```yaml
# cluster.yaml: wave 15: alb-controller      the repository: sync-wave "15"
```
"""

from collections.abc import Iterator

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.sync import moves
from runbook_gen.order.view import Problem, View

SEVERITY: FindingSeverity = "warning"
REMEDY = "Correct one of the two; 'runbook-gen waves DIR --write' corrects cluster.yaml."


def check(view: View) -> Iterator[Problem]:
    """Yield each application that has another wave there, or is only in one of the two."""
    if view.cluster is None or not view.plan.applications:
        return
    waves = view.cluster.record.waves
    declared = {a.name: ("waves", i, "apps", j) for i, w in enumerate(waves)
                for j, a in enumerate(w.apps)}  # fmt: skip
    told = {app.name: wave.wave for wave in waves for app in wave.apps}
    homes = view.plan.homes
    here = {app.name: app for app in view.plan.applications if app.stands_alone}
    if not told.keys() & homes.keys():
        said = f"none of the {len(told)} applications of cluster.yaml is in the repository"
        remedy = "Name the repository of this cluster, or the collection of that one: --collection."
        yield Problem(view.cluster.locate(("waves",)), said, remedy)
        return
    for app, before, after in moves(told, homes):
        if after is None:
            said = f"'{app}' (wave {before}) is not in the repository"
            yield Problem(view.cluster.locate(declared[app]), said, REMEDY)
        elif before is None:
            said = f"'{app}' (wave {after}) is not in cluster.yaml"
            yield Problem(here[app].place, said, REMEDY)
        else:
            said = f"'{app}' has wave {after}, but wave {before} at"
            at = view.cluster.locate(declared[app])
            yield Problem(here[app].place, f"{said} {at}", REMEDY)

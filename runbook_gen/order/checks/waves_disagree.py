"""One object has one wave, whichever file declares it.

**Why.** Where two files declare the same object with different waves, the one that Argo CD applies
last wins, and the order of the deployment changes with the next sync.

**Bad**

```yaml
# argocd/apps/alb-controller.yaml: sync-wave "20"
# argocd/old/alb.yaml:             sync-wave "15", the same Application
```

**Good**

```yaml
# one file; the other is deleted, or renamed to alb.yaml.disabled
```
"""

from collections.abc import Iterator
from itertools import pairwise

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.order.annotations import WAVE
from runbook_gen.order.view import Problem, View
from runbook_gen.order.ways import App, Deployed

SEVERITY: FindingSeverity = "error"


def check(view: View) -> Iterator[Problem]:
    """Yield each further declaration of an object whose wave differs from the one before."""
    yield from _declarations(view)
    yield from _patches(view)


def _declarations(view: View) -> Iterator[Problem]:
    first: dict[tuple[str, ...], Deployed | App] = {}
    for each in view.entries:
        if not each.manifest.metadata.get("name"):  # generateName makes another one each time
            continue
        one, other = first.setdefault(_identity(each), each).manifest, each.manifest
        if one.timing.wave != other.timing.wave and one.document is not other.document:
            yield Problem(
                view.place(*other.annotation(WAVE)),
                f"{other.said} has wave {other.timing.wave} here and wave {one.timing.wave} at "
                f"{view.place(*one.annotation(WAVE))}",
                "Keep one of the two. If they are two clusters', read each one's folder by itself.",
            )


def _patches(view: View) -> Iterator[Problem]:
    """Layers may overrule each other; two patches of one kustomization should not."""
    told: set[int] = set()
    for each in view.entries:
        for one, other in pairwise(each.manifest.claims):
            if one.by == other.by and one.wave != other.wave and id(other.document) not in told:
                told.add(id(other.document))
                yield Problem(
                    view.place(other.document, other.way),
                    f"{each.manifest.said} has wave {other.wave} here and wave {one.wave} at "
                    f"{view.place(one.document, one.way)}",
                    "Keep one of the two patches.",
                )


def _identity(each: Deployed | App) -> tuple[str, ...]:
    """What an object is, within whatever deploys it."""
    manifest = each.manifest
    namespace = each.namespace if isinstance(each, Deployed) else manifest.namespace
    around = (step.id for step in each.way[:-1])
    return (manifest.group, manifest.kind, namespace, manifest.name, *around)

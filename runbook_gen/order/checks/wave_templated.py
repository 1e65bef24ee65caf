"""A wave that a template fills in, with a value that the repository does not tell.

**Why.** What an ApplicationSet's list or the folders of git fill in is known here; what clusters or
a plugin say is not. The wave counts as 0 until then, so the order that is shown may not be the real
one.

**Bad**

```yaml
generators: [{clusters: {}}]
template:
  metadata:
    annotations: {argocd.argoproj.io/sync-wave: "{{phase}}"}
```

**Good**

```yaml
generators: [{list: {elements: [{name: grafana, phase: "40"}]}}]
```
"""

from collections.abc import Iterator

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.order.annotations import TEMPLATED, WAVE
from runbook_gen.order.view import Problem, View

SEVERITY: FindingSeverity = "note"


def check(view: View) -> Iterator[Problem]:
    """Yield each wave that is still a template."""
    for each in view.entries:
        value = each.manifest.annotations.get(WAVE)
        if isinstance(value, str) and TEMPLATED in value:
            yield Problem(
                view.place(*each.manifest.annotation(WAVE)),
                f"the wave of {each.manifest.said} is the template '{value[:60]}'",
                "Give its value in a list generator, or render the manifests and pipe them in.",
            )

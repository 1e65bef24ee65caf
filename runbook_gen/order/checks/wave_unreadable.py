"""A wave is a whole number in quotes.

**Why.** Annotations are texts: the API server refuses an object with a number among them. What is
no whole number, Argo CD silently takes for wave 0.

**Bad**

```yaml
argocd.argoproj.io/sync-wave: 5
argocd.argoproj.io/sync-wave: "five"
```

**Good**

```yaml
argocd.argoproj.io/sync-wave: "5"
```
"""

from collections.abc import Iterator

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.order.annotations import TEMPLATED, WAVE, wave_number
from runbook_gen.order.view import Problem, View

SEVERITY: FindingSeverity = "error"


def check(view: View) -> Iterator[Problem]:
    """Yield each wave that is no text, or no number."""
    for each in view.entries:
        value = each.manifest.annotations.get(WAVE)
        if WAVE not in each.manifest.annotations or (
            isinstance(value, str) and (TEMPLATED in value or wave_number(value) is not None)
        ):
            continue
        place = view.place(*each.manifest.annotation(WAVE))
        if isinstance(value, str):
            said = f"the wave of {each.manifest.said} is '{value[:40]}', which is no whole number"
            yield Problem(place, f"{said}: Argo CD takes it for 0", 'Write a number, such as "5".')
        else:
            said = f"the wave of {each.manifest.said} is not in quotes, and annotations are texts"
            yield Problem(place, said, f'Write it in quotes: "{value}".')

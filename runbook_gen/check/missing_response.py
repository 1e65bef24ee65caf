"""An incident says what to do when it happens again.

**Why.** What to do now is what the one on call opens the page for. Without `respond`, they are left
to work it out from what was done then, at 3 a.m.

**Bad**

```yaml
actions:
  - {summary: {ko: …, en: Allowed egress to the API server}, purpose: fix, outcome: worked}
```

**Good**

```yaml
respond:
  - summary: {ko: …, en: Look whether a policy cuts the API server off}
    commands: [{run: kubectl get networkpolicy -A}]
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "warning"


def check(review: Review) -> Iterator[Problem]:
    """Yield each incident without a step to do now."""
    for entry in review.collection.incidents:
        if not entry.record.respond:
            remedy = "Write under 'respond:' what to do now, in order; 'actions' often say it."
            yield Problem(entry, ("id",), "nothing says what to do when this happens again", remedy)

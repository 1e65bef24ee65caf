"""An incident says why it happened, or what is suspected.

**Why.** A workaround without a cause is done again and again. A suspicion is worth writing down, if
it is called one: `confirmed: false`.

**Bad**

```yaml
causes: []
```

**Good**

```yaml
causes:
  - summary: {ko: …, en: A default-deny policy cuts the API server off}
    confirmed: false
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "warning"


def check(review: Review) -> Iterator[Problem]:
    """Yield each incident without a cause."""
    for entry in review.collection.incidents:
        if not entry.record.causes:
            remedy = "Write it under 'causes:', with 'confirmed: false' where it is only suspected."
            yield Problem(entry, ("id",), "nothing says why it happened", remedy)

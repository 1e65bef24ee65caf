"""No incident happens in the future.

**Why.** A date in the future is a typing error, and it would stand at the top of every list that
is sorted by date.

**Bad**

```yaml
occurred: 2205-11-16
```

**Good**

```yaml
occurred: 2025-11-16
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each incident dated after today."""
    for entry in review.collection.incidents:
        if entry.record.occurred > review.today:
            message = f"the incident is dated {entry.record.occurred}, after today"
            remedy = f"Write the day it happened, at the latest {review.today}."
            yield Problem(entry, ("occurred",), message, remedy)

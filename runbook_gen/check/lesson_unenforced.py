"""A lesson names the rule or the checklist item that keeps it.

**Why.** A lesson that only stands on a page is broken again within a week. Name the rule that
notices the fault, or the checklist item that someone ticks before the next deployment. Where
neither exists, the note stays as a reminder that nobody guards this lesson.

**Bad**

```yaml
lessons:
  - text: {ko: …, en: Allow egress to the API server first}
```

**Good**

```yaml
lessons:
  - text: {ko: …, en: Allow egress to the API server first}
    enforced_by: [controller-api-server-timeout]
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "note"


def check(review: Review) -> Iterator[Problem]:
    """Yield each lesson that nothing enforces."""
    for entry in review.collection.incidents:
        for index, lesson in enumerate(entry.record.lessons):
            if not lesson.enforced_by:
                remedy = "Add 'enforced_by:' with the id of a rule or a checklist item."
                message = "no rule and no checklist item keeps this lesson"
                yield Problem(entry, ("lessons", index), message, remedy)

"""A status says what the record shows.

**Why.** "Resolved" tells the reader to expect no recurrence. Without a fix that worked it is
`mitigated`: things work again, the cause is still there. A superseded incident must be one that
another incident supersedes, or the reader is sent nowhere.

**Bad**

```yaml
status: resolved
actions:
  - {summary: {ko: …, en: Restarted the pod}, purpose: workaround, outcome: worked}
```

**Good**

```yaml
status: resolved
actions:
  - {summary: {ko: …, en: Allowed egress to the API server}, purpose: fix, outcome: worked}
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each incident whose status promises more than its record."""
    incidents = review.collection.incidents
    superseded = {
        related.id
        for entry in incidents
        for related in entry.record.related
        if related.as_ == "supersedes" and related.id != entry.record.id
    }
    for entry in incidents:
        incident = entry.record
        if "status" in incident.assumed:
            continue  # a guess promises nothing
        if incident.status == "resolved":
            if not any(a.purpose == "fix" and a.outcome == "worked" for a in incident.actions):
                message = "the incident is resolved, but no fix in 'actions' worked"
                remedy = "Record the fix ('purpose: fix', 'outcome: worked'), or write 'mitigated'."
                yield Problem(entry, ("status",), message, remedy)
        elif incident.status == "superseded" and incident.id not in superseded:
            message = "the incident is superseded, but no other incident supersedes it"
            remedy = f"Add '{{id: {incident.id}, as: supersedes}}' to 'related' of the newer one."
            yield Problem(entry, ("status",), message, remedy)

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

from collections.abc import Iterator, Sequence

from runbook_gen.check.review import Fact, Problem, Review, Subject
from runbook_gen.model.collection import Entry
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.incident import Incident

SEVERITY: FindingSeverity = "error"
SUPERSEDES, SUPERSEDED = "supersedes", "superseded"


def check(review: Review) -> Iterator[Problem]:
    """Yield each incident that is resolved without a fix."""
    for entry in review.collection.incidents:
        incident = entry.record
        if incident.status != "resolved" or "status" in incident.assumed:
            continue  # a guess promises nothing
        if not any(a.purpose == "fix" and a.outcome == "worked" for a in incident.actions):
            message = "the incident is resolved, but no fix in 'actions' worked"
            remedy = "Record the fix ('purpose: fix', 'outcome: worked'), or write 'mitigated'."
            yield Problem(entry, ("status",), message, remedy)


def facts(entry: Entry[Incident]) -> Iterator[Fact]:
    """Yield what the incident supersedes, and whether it says that it is superseded itself."""
    incident = entry.record
    for related in incident.related:
        if related.as_ == "supersedes" and related.id != incident.id:
            yield Fact(SUPERSEDES, related.id, ())
    if incident.status == "superseded" and "status" not in incident.assumed:
        yield Fact(SUPERSEDED, incident.id, ("status",))


def join(review: Review, told: Sequence[tuple[Subject, Fact]]) -> Iterator[Problem]:  # noqa: ARG001
    """Yield each incident that is superseded by none."""
    superseded = {fact.name for _, fact in told if fact.kind == SUPERSEDES}
    for file, fact in told:
        if fact.kind == SUPERSEDED and fact.name not in superseded:
            message = "the incident is superseded, but no other incident supersedes it"
            remedy = f"Add '{{id: {fact.name}, as: supersedes}}' to 'related' of the newer one."
            yield Problem(file, fact.path, message, remedy)

"""A step that destroys says what to make sure of first, and the way back.

**Why.** At 3 a.m. the question before a deletion is whether it is the right one, and the question
after it is how to undo it. Both answers must stand beside the command. Where there is no way back,
`rollback` says so: then the reader knows before, not after.

**Bad**

```yaml
respond:
  - summary: {ko: …, en: Delete the policy}
    commands: [{run: kubectl delete networkpolicy old -n api, effect: destroys}]
```

**Good**

```yaml
respond:
  - summary: {ko: …, en: Delete the policy}
    precheck: {ko: …, en: No other policy selects the pods}
    commands: [{run: kubectl delete networkpolicy old -n api, effect: destroys}]
    rollback: {ko: …, en: "Sync the Application; the policy is in the repository"}
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"
NEEDED = {
    "precheck": ("what to make sure of first", "Say what must be true before it is run."),
    "rollback": ("the way back", "Say how to undo it, or that it cannot be undone."),
}


def check(review: Review) -> Iterator[Problem]:
    """Yield each step that destroys without one of the two."""
    for entry in review.collection.incidents:
        for index, step in enumerate(entry.record.respond):
            if not any(command.effect == "destroys" for command in step.commands):
                continue
            for field, (what, remedy) in NEEDED.items():
                if getattr(step, field) is None:
                    message = f"the step destroys, but '{field}' does not say {what}"
                    yield Problem(entry, ("respond", index), message, remedy)

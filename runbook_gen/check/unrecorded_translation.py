"""The ledger knows every translation.

**Why.** Only for a translation that is recorded can it be told that its source text has changed
since. A collection that has a ledger (`.translations/` beside the incidents) records what is new
with each change: `runbook-gen translations record`, which accepts nothing that is outdated. Without
a ledger this check is silent.

**Bad**

```yaml
summary: {ko: 파드가 계속 다시 시작한다, en: The pod keeps restarting}  # written, not recorded
```

**Good**

```yaml
# runbook-gen translations record, and the changed file of .translations/ in the same commit
summary: {ko: 파드가 계속 다시 시작한다, en: The pod keeps restarting}
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.translation import Standing, standings
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "note"


def check(review: Review) -> Iterator[Problem]:
    """Yield the first translation of each file that is not recorded, and how many there are."""
    if not review.collection.ledger:
        return
    new: dict[str, list[Standing]] = {}
    for each in standings(review.collection, review.entries):
        if each.state == "unrecorded":
            new.setdefault(each.entry.file, []).append(each)
    for first, *more in new.values():
        count = 1 + len(more)
        said = "a translation is" if count == 1 else f"{count} translations are"
        message = f"{said} not recorded" + ("; this is the first" if more else "")
        remedy = "Run 'runbook-gen translations record', and commit what it writes."
        yield Problem(first.entry, (*first.path, first.language), message, remedy, amount=count)

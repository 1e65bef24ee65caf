"""No value is a guess.

**Why.** An importer must fill in what every incident has, even where the document does not say it.
A severity that nobody chose puts an incident at the wrong place of every list. `assumed` names such
fields; until it is empty, the page says so, too.

**Bad**

```yaml
severity: medium
assumed: [severity]
```

**Good**

```yaml
severity: high
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "warning"


def check(review: Review) -> Iterator[Problem]:
    """Yield each field whose value an importer guessed."""
    for entry in review.collection.incidents:
        for field in dict.fromkeys(entry.record.assumed):
            value = getattr(entry.record, field)
            said = ", ".join(value) if isinstance(value, tuple) else value
            message = f"'{field}: {said}' was guessed by the importer; the document does not say"
            remedy = "Correct or confirm it, then take it out of 'assumed'."
            yield Problem(entry, (field,), message, remedy)

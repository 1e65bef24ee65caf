"""Every declared input is used by a command.

**Why.** The page asks the reader for each input before the first step. One that no command uses
costs time when there is none, and is often a misspelled placeholder.

**Bad**

```yaml
inputs:
  - {name: TOKEN, description: {ko: …, en: A token that may read packages}}
respond:
  - summary: {ko: …, en: Log in}
    commands: [{run: docker login ghcr.io}]
```

**Good**

```yaml
respond:
  - summary: {ko: …, en: Log in}
    commands: [{run: echo <TOKEN> | docker login ghcr.io --password-stdin}]
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.shell import placeholders
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "warning"


def check(review: Review) -> Iterator[Problem]:
    """Yield each input that no command uses."""
    for entry in review.collection.incidents:
        if not entry.record.inputs:
            continue
        used = {name for _, command in entry.commands for name in placeholders(command.run)}
        for index, value in enumerate(entry.record.inputs):
            if value.name not in used:
                message = f"no command uses the input '{value.name}'"
                remedy = f"Write '<{value.name}>' where a command needs it, or remove the input."
                yield Problem(entry, ("inputs", index, "name"), message, remedy)

"""No command does more than its `effect` says.

**Why.** Pages set apart what changes and what destroys, and scripts ask before they run it. One
that looks like the harmless line above it is pasted by a tired reader. A command is judged by its
strongest part, as far as its tools are known; trial runs (`--dry-run`) only read.

**Bad**

```yaml
commands:
  - run: kubectl delete networkpolicy alb-controller-egress
    effect: changes
```

**Good**

```yaml
commands:
  - run: kubectl delete networkpolicy alb-controller-egress
    effect: destroys
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.effects import verdict
from runbook_gen.model.effect import EFFECTS
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each command whose tools do more than it says."""
    for entry in review.entries:
        for path, command in entry.commands:
            if command.effect == EFFECTS[-1] or not (told := verdict(command.run)):
                continue
            if EFFECTS.index(told.effect) > EFFECTS.index(command.effect):
                message = f"'{told.telling}' {told.effect}, but the command says '{command.effect}'"
                yield Problem(entry, (*path, "run"), message, f"Write 'effect: {told.effect}'.")

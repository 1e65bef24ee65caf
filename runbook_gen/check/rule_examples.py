"""A rule does on its own examples what they say.

**Why.** A rule that does not fire on the failure guards nothing, and one that fires on a healthy
system is switched off within a week. The examples prove both; a log rule that matches an empty
text would fire on every line. Log expressions are RE2: no lookaround, no backreferences. The
examples of metric rules are run by promtool, in `runbook-gen test`.

**Bad**

```yaml
expr: 'connection (refused|timed out)?'
examples:
  fires: ['dial tcp 10.0.0.1:443: i/o timeout']      # it does not
  silent: ['connection closed']                      # it fires
```

**Good**

```yaml
expr: '(connection refused|i/o timeout)'
examples:
  fires: ['dial tcp 10.0.0.1:443: i/o timeout']
  silent: ['connection closed']
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.proof import CannotProve, trials
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each expression that cannot be right, and each example that it fails."""
    for entry in review.collection.incidents:
        for index, rule in enumerate(entry.record.rules):
            try:
                for trial in trials(entry.record, rule):
                    if not trial.passed:
                        path = ("rules", index, "examples", trial.wanted, trial.number)
                        message = f"the rule '{rule.id}' {trial.says} on this example"
                        remedy = "Correct the expression, or the example."
                        yield Problem(entry, path, message, remedy)
            except CannotProve as error:
                yield Problem(entry, ("rules", index, "expr"), error.message, error.remedy)

"""A log rule does on its own examples what they say.

**Why.** A rule that does not fire on the failure guards nothing, and one that fires on a healthy
log is switched off within a week. The examples prove both; a rule that matches an empty text would
fire on every line. Expressions are RE2: no lookaround, no backreferences.

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
from runbook_gen.engine.signature import BadSignature, fires, matches_empty
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each expression that cannot be right, and each example that it fails."""
    for entry in review.collection.incidents:
        for index, rule in enumerate(entry.record.rules):
            if rule.kind != "log":
                continue
            try:
                empty = matches_empty(rule.expr)
            except BadSignature as error:
                message = f"RE2 refuses the expression: {str(error)[:80]}"
                remedy = "Close its brackets; RE2 has no lookaround and no backreferences."
                yield Problem(entry, ("rules", index, "expr"), message, remedy)
                continue
            if empty:
                # Its examples would say the same again.
                message = "the expression matches an empty text, and so every line"
                remedy = "Let it require at least one word of the failure."
                yield Problem(entry, ("rules", index, "expr"), message, remedy)
                continue
            for wanted, examples in (
                ("fires", rule.examples.fires),
                ("silent", rule.examples.silent),
            ):
                for number, example in enumerate(examples):
                    if fires(rule.expr, example) != (wanted == "fires"):
                        what = "does not fire" if wanted == "fires" else "fires"
                        message = f"the rule '{rule.id}' {what} on this example"
                        remedy = "Correct the expression, or the example."
                        path = ("rules", index, "examples", wanted, number)
                        yield Problem(entry, path, message, remedy)

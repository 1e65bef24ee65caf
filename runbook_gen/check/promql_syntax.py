"""The expression of a metric rule is PromQL.

**Why.** Prometheus refuses a whole rule file for one expression that it cannot read: a slip in one
incident would take every other alert with it.

**Bad**

```yaml
kind: metric
expr: max by (pod) ((kube_pod_status_ready == 0)      # one bracket too many
```

**Good**

```yaml
kind: metric
expr: max by (pod) (kube_pod_status_ready == 0)
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.promql import promql_fault
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each metric rule that Prometheus could not read."""
    for entry in review.collection.incidents:
        for index, rule in enumerate(entry.record.rules):
            if rule.kind == "metric" and (fault := promql_fault(rule.expr)):
                message = f"the expression is not PromQL: {fault[:100]}"
                remedy = "Correct it; 'promtool check rules' on the exported pack says the same."
                yield Problem(entry, ("rules", index, "expr"), message, remedy)

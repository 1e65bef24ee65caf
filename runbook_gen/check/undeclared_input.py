"""Every placeholder in a command is a declared input.

**Why.** `<VPC_ID>` in a command means that the reader must supply something. Under pressure nobody
guesses what or from where; the input's description says so. A checklist of the cluster has no
inputs, so its commands must run as they stand.

**Bad**

```yaml
respond:
  - summary: {ko: …, en: Look at the VPC}
    commands: [{run: aws ec2 describe-vpcs --vpc-ids <VPC_ID>}]
```

**Good**

```yaml
inputs:
  - {name: VPC_ID, description: {ko: …, en: "The VPC, from `terraform output vpc_id`"}}
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review, suggest
from runbook_gen.engine.shell import placeholders
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each placeholder that is not among the inputs."""
    for entry in review.collection.incidents:
        declared = [value.name for value in entry.record.inputs]
        for path, command in entry.commands:
            for name in placeholders(command.run):
                if name not in declared:
                    message = f"'<{name}>' is not among the incident's inputs"
                    remedy = suggest(name, declared, f"Add '{name}' to 'inputs', and describe it.")
                    yield Problem(entry, (*path, "run"), message, remedy)
    cluster = review.collection.cluster
    for path, command in cluster.commands if cluster in review.entries else ():
        for name in placeholders(command.run):
            message = f"'<{name}>' stands in a command of the cluster, which has no inputs"
            remedy = "Write a command that runs as it stands, such as one that looks the value up."
            yield Problem(cluster, (*path, "run"), message, remedy)

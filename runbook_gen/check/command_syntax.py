"""Every command is valid Bash.

**Why.** Commands are copied and pasted. A quote that is never closed leaves the reader at a `>`
prompt in the middle of an outage. Placeholders such as `<TOKEN>` count as words.

**Bad**

```yaml
run: kubectl get pods -o jsonpath='{.items[*].metadata.name}
```

**Good**

```yaml
run: kubectl get pods -o jsonpath='{.items[*].metadata.name}'
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.shell import MAX_SCRIPT, syntax_fault
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each command that Bash would refuse."""
    for entry in review.entries:
        for path, command in entry.commands:
            if len(command.run) > MAX_SCRIPT:
                message = f"the command is longer than {MAX_SCRIPT} characters"
                remedy = "Keep it as a script in the repository, and run that."
                yield Problem(entry, (*path, "run"), message, remedy)
            elif fault := syntax_fault(command.run):
                what = f"'{fault.text}' does not fit" if fault.text else "something is missing"
                where = f"in line {fault.line}, column {fault.column} of the command"
                remedy = "Close what is open: quotes, brackets, 'if', 'for', '|', '<<'."
                message = f"not valid Bash: {what} {where}"
                yield Problem(entry, (*path, "run"), message, remedy)

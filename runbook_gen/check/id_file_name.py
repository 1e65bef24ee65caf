"""An incident's id equals its file's name.

**Why.** Links, rules and published addresses use the id; the reviewer and the editor see the file
name. Where the two differ, one of them leads nowhere.

**Bad**

```yaml
# incidents/alb-controller-crashloop.yaml
id: alb-crashloop
```

**Good**

```yaml
# incidents/alb-controller-crashloop.yaml
id: alb-controller-crashloop
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each incident whose file has another name."""
    for entry in review.collection.incidents:
        name = entry.file.replace("\\", "/").rpartition("/")[2].removesuffix(".yaml")
        if entry.record.id != name:
            yield Problem(
                entry,
                ("id",),
                f"the id is '{entry.record.id}' but the file is '{name}.yaml'",
                f"Rename the file to '{entry.record.id}.yaml', or write 'id: {name}'.",
            )

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
        file = entry.file.replace("\\", "/").rpartition("/")[2]
        name, _, suffix = file.rpartition(".")
        if entry.record.id == "index":
            message = "'index' is the page that lists the incidents"
            yield Problem(entry, ("id",), message, "Choose another id, and rename the file.")
        elif suffix != "yaml":
            remedy = f"Rename it to '{entry.record.id}.yaml'."
            yield Problem(entry, ("id",), f"the file is called '{file}'", remedy)
        elif entry.record.id != name:
            yield Problem(
                entry,
                ("id",),
                f"the id is '{entry.record.id}' but the file is '{file}'",
                f"Rename the file to '{entry.record.id}.yaml', or write 'id: {name}'.",
            )

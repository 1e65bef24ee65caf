"""Every file that is called YAML or JSON can be read.

**Why.** Of what cannot be read, no wave is known; what it brings is missing from the order. Files
that become YAML only when a tool fills them in, such as Helm's templates, are passed over and
counted.

**Bad**

```yaml
metadata: {name: api               # a brace that is never closed
```

**Good**

```yaml
metadata:
  name: api
```
"""

from collections.abc import Iterator

from runbook_gen.engine.reading import Template
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.place import Place
from runbook_gen.order.view import Problem, View

SEVERITY: FindingSeverity = "error"


def check(view: View) -> Iterator[Problem]:
    """Yield each file that could not be read."""
    for left in (*view.reading.left, *view.unread):
        if not isinstance(left, Template):
            lines = view.reading.texts.get(left.file, "").split("\n")
            source = lines[left.line - 1] if left.line <= len(lines) else ""
            place = Place(view.shown(left.file), left.line, 1, source[:500])
            yield Problem(place, f"the file is not read: {left.reason}", "Correct it.")

r"""An incident that was brought in has a rule.

**Why.** A document only remembers; a rule notices. Most incidents leave a line in a log or a
mistake in a file by which they are known the next time. Only incidents with an `origin` are asked
for one: who writes an incident by hand has thought of it.

**Bad**

```yaml
origin: {file: troubleshooting.md, lines: 30-62}
rules: []
```

**Good**

```yaml
origin: {file: troubleshooting.md, lines: 30-62}
rules:
  - kind: log
    id: controller-api-server-timeout
    expr: 'https://10\.96\.0\.1:443/\S* dial tcp \S+ i/o timeout'
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review, is_draft
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "note"


def check(review: Review) -> Iterator[Problem]:
    """Yield each incident that was brought in and has no rule."""
    for entry in review.collection.incidents:
        if is_draft(entry.record) and not entry.record.rules:
            remedy = "Write one under 'rules:'; the site's page of fields shows each kind."
            yield Problem(entry, ("id",), "no rule notices it when it happens again", remedy)

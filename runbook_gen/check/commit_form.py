"""A commit is 7 to 40 lower-case hexadecimal digits.

**Why.** Pages link to the commit, and `git` must find it. An abbreviation below 7 digits is soon
ambiguous, and a branch name or "latest" means another commit tomorrow.

**Bad**

```yaml
commit: fix-vpc-id
```

**Good**

```yaml
commit: "0645847"
```
"""

import re
from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.incident import Incident
from runbook_gen.model.place import Path

SEVERITY: FindingSeverity = "error"

COMMIT = re.compile(r"[0-9a-f]{7,40}")


def check(review: Review) -> Iterator[Problem]:
    """Yield each commit that has another form."""
    for entry in review.collection.incidents:
        for path, commit in commits(entry.record):
            if not COMMIT.fullmatch(commit):
                right = COMMIT.fullmatch(commit.lower())
                remedy = f"Write '{commit.lower()}'." if right else "Copy it from 'git log'."
                message = f"'{commit}' is not 7 to 40 lower-case hexadecimal digits"
                yield Problem(entry, path, message, remedy)


def commits(incident: Incident) -> Iterator[tuple[Path, str]]:
    """Every commit that the incident names, with the way to it."""
    for index, cause in enumerate(incident.causes):
        if cause.commit is not None:
            yield ("causes", index, "commit"), cause.commit
    for index, action in enumerate(incident.actions):
        if action.commit is not None:
            yield ("actions", index, "commit"), action.commit

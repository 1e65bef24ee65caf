"""Every commit is in the team's repository.

**Why.** A commit with one wrong digit looks right and leads nowhere. This check runs only where a
repository is at hand; in a shallow clone every older commit seems to be missing.

**Bad**

```yaml
commit: "0645874"      # the repository has 0645847
```

**Good**

```yaml
commit: "0645847"
```
"""

from collections.abc import Iterator

from runbook_gen.check.commit_form import COMMIT, commits
from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each well-formed commit that the repository does not have."""
    if review.has_commit is None:
        return
    for entry in review.collection.incidents:
        for path, commit in commits(entry.record):
            if COMMIT.fullmatch(commit) and not review.has_commit(commit):
                message = f"the repository has no commit '{commit}'"
                remedy = (
                    "Copy it from 'git log'; in a shallow clone, fetch the whole history first."
                )
                yield Problem(entry, path, message, remedy)

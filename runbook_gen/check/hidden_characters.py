r"""No text holds characters that a reader does not see.

**Why.** Characters that turn the direction of writing show a command that is not the one which is
copied ("Trojan Source"); characters without width split a word that no search then finds, or carry
a text that only machines read. In commands a space that Bash does not take for one is hidden, too.
What joins the parts of an emoji or of a Persian word may stand.

**Bad**

```yaml
run: "kubectl delete ns payments\u200b"   # not the namespace that it seems to be
```

**Good**

```yaml
run: kubectl delete ns payments
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.hidden import hidden
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"
REMEDY = "Type the text anew; what a terminal or a web page copies along is not seen."


def check(review: Review) -> Iterator[Problem]:
    """Yield each line that holds such a character."""
    for entry in review.collection.entries:
        for path, text in entry.strings:
            for line, column, name in hidden(text, spaces=path[-1] == "run"):
                yield Problem(entry, path, f"a hidden character: {name}", REMEDY, (line, column))

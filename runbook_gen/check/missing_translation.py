"""Every text exists in every language of the collection.

**Why.** A page that changes language halfway is read by nobody at 3 a.m. The languages are those
of `collection.yaml`; a language beyond them would be written for nothing.

**Bad**

```yaml
summary: {ko: 파드가 계속 다시 시작한다}      # languages: [ko, en]
```

**Good**

```yaml
summary: {ko: 파드가 계속 다시 시작한다, en: The pod keeps restarting}
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each text that lacks a language, and each language that the collection lacks."""
    languages = review.collection.languages
    for entry in review.collection.entries:
        for path, text in entry.texts:
            for language in languages:
                if language not in text.root:
                    have = ", ".join(text.root)
                    message = f"the text has no '{language}' (it has: {have})"
                    yield Problem(entry, path, message, f"Add '{language}: …' to it.")
            for language in text.root:
                if language not in languages:
                    message = f"'{language}' is not a language of this collection"
                    remedy = "Remove it, or add the language to collection.yaml."
                    yield Problem(entry, (*path, language), message, remedy)

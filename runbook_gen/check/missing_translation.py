"""Every text exists in every language of the collection.

**Why.** A page that changes language halfway is read by nobody at 3 a.m. The languages are those
of `collection.yaml`; a language beyond them would be written for nothing. An incident that was
brought in from a document (it has an `origin`) is told once how many texts a language lacks.

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

from runbook_gen.check.review import Problem, Review, is_draft
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each text that lacks a language, and each language that the collection lacks."""
    languages = review.collection.languages
    for entry in review.entries:
        for language in languages:
            lacking = [(path, text) for path, text in entry.texts if language not in text.root]
            if lacking and is_draft(entry.record):
                count, every = len(lacking), len(entry.texts)
                message = f"texts without '{language}': {count} of {every}; this is the first"
                remedy = f"Add '{language}: …' to each."
                yield Problem(entry, lacking[0][0], message, remedy, amount=count)
                continue
            for path, text in lacking:
                have = ", ".join(text.root)
                message = f"the text has no '{language}' (it has: {have})"
                yield Problem(entry, path, message, f"Add '{language}: …' to it.")
        for path, text in entry.texts:
            for language in text.root:
                if language not in languages:
                    message = f"'{language}' is not a language of this collection"
                    remedy = "Remove it, or add the language to collection.yaml."
                    yield Problem(entry, (*path, language), message, remedy)

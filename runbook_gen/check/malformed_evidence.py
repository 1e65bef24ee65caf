"""Evidence that claims to be well-formed is.

**Why.** `well_formed: true` promises a whole YAML or JSON document, which tools may read and
readers may apply. Evidence is quoted as it was found, broken or not; only the promise is judged.

**Bad**

```yaml
evidence:
  - {language: json, well_formed: true, text: '{"a": 1,}'}
```

**Good**

```yaml
evidence:
  - {language: json, well_formed: true, text: '{"a": 1}'}
  - {language: json, text: '{"a": 1,}'}                    # quoted as found
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.document import KINDS, document_fault
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each snippet that is not what it claims."""
    for entry in review.collection.incidents:
        for path, snippet in entry.snippets:
            if not snippet.well_formed:
                continue
            if snippet.language not in KINDS:
                message = f"'{snippet.language}' cannot be checked, but claims to be well-formed"
                remedy = f"Remove 'well_formed', or name one of: {', '.join(KINDS)}."
                yield Problem(entry, (*path, "language"), message, remedy)
            elif fault := document_fault(snippet.text, snippet.language):
                kind = KINDS[snippet.language]
                message = f"not valid {kind} in line {fault.line} of the text: {fault.problem}"
                remedy = "Correct the text, or remove 'well_formed' if it was found so."
                yield Problem(entry, (*path, "text"), message, remedy)

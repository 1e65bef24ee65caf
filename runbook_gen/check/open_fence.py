"""Every code fence in a text is closed.

**Why.** An open fence swallows the rest of its text, and where texts are set one after another
also what follows. CommonMark closes it silently at the end, so nobody sees the mistake but the
reader.

**Bad**

````yaml
text:
  en: |-
    Run this:
    ```
    kubectl get pods
````

**Good**

````yaml
text:
  en: |-
    Run this:
    ```
    kubectl get pods
    ```
````
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.markdown import open_fence
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each text that leaves a fence open."""
    for entry in review.entries:
        for path, text in entry.texts:
            for language, words in text.root.items():
                if ("```" in words or "~~~" in words) and (line := open_fence(words)):
                    message = f"the code fence in line {line} of the text is never closed"
                    remedy = "Close it with as many of the same characters, indented as it is."
                    yield Problem(entry, (*path, language), message, remedy)

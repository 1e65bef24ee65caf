"""A text differs between languages.

**Why.** A translation that equals its source was copied and forgotten. Texts that no language
changes are left alone: code, numbers, addresses, and single names such as `kube-system`.

**Bad**

```yaml
summary: {ko: The pod keeps restarting, en: The pod keeps restarting}
```

**Good**

```yaml
summary: {ko: 파드가 계속 다시 시작한다, en: The pod keeps restarting}
```
"""

import re
from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.markdown import prose
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "warning"

# `kube-system` is one word: identifiers are not translated, however many parts they have.
NUMBER = re.compile(r"(?<!\w)v?\d[\w.,:%/-]*")
LETTER = re.compile(r"[^\W\d_]")


def check(review: Review) -> Iterator[Problem]:
    """Yield each text that repeats another language's words."""
    for entry in review.entries:
        for path, text in entry.texts:
            first: dict[str, str] = {}
            for language, words in text.root.items():
                source = first.setdefault(words.strip(), language)
                if source != language and _words(words) > 1:
                    message = f"the text is the same in '{language}' as in '{source}'"
                    remedy = f"Translate it into '{language}', or put names and code in backticks."
                    yield Problem(entry, (*path, language), message, remedy)


def _words(text: str) -> int:
    return sum(1 for word in NUMBER.sub(" ", prose(text)).split() if LETTER.search(word))

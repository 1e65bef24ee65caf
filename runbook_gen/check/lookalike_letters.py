"""No word hides behind letters that look like others.

**Why.** `kubectl` with a Cyrillic `с` is another program, and a host name with one is another
host; nobody sees it in a review. A word may not mix Latin letters with ones that look Latin. In
commands, paths and addresses a word may not be made of such letters alone, either.

**Bad**

```yaml
run: kubeсtl get pods         # the fifth letter is Cyrillic
```

**Good**

```yaml
run: kubectl get pods
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.lookalike import disguised, place
from runbook_gen.engine.markdown import ADDRESS
from runbook_gen.engine.shell import simple_commands
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.place import Path

SEVERITY: FindingSeverity = "error"
EXACT = frozenset({"path", "sources", "keywords", "globs", "expr"})
"""Fields whose texts machines read: no word of a language that merely looks Latin stands there."""


def check(review: Review) -> Iterator[Problem]:
    """Yield each such word."""
    for entry in review.collection.entries:
        for path, text in entry.strings:
            if text.isascii():
                continue
            told = dict(disguised(text))
            for exact in _exact(path, text):
                told |= disguised(exact, whole=True)
            for word, seen in told.items():
                message = f"'{word}' has letters that are not those of '{seen}'"
                remedy = "Type the word anew, in the letters that it is meant to have."
                yield Problem(entry, path, message, remedy, place(text, word))


def _exact(path: Path, text: str) -> Iterator[str]:
    """What a machine reads of a text: a command's words, where a link leads, or all of it."""
    if path[-1] == "run":
        for words in simple_commands(text):
            yield from (word for word in words if " " not in word)
    elif EXACT & set(path):
        yield text
    else:
        yield from ADDRESS.findall(text)

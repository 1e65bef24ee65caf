"""A translation is as new as the text that it was made from.

**Why.** Whoever corrects a command's note in one language seldom corrects the other, and the
colleague on call reads the other. The ledger, `.translations/` beside the incidents, keeps the
source text that each translation was made from; where the source says something else by now and
the translation is still the same, the translation is older. Bring it up to date; if it still says
the same, tell the ledger: `runbook-gen translations accept FILE:LINE`. Until then the page says so
at the text, and a correction need not wait for its translation. A collection without a ledger
begins one with `runbook-gen translations accept`.

**Bad**

```yaml
note:
  ko: 90초 안에 Ready가 된다        # it was 60초 when the English was written
  en: It is Ready within 60 seconds
```

**Good**

```yaml
note:
  ko: 90초 안에 Ready가 된다
  en: It is Ready within 90 seconds
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.changed_words import summary
from runbook_gen.engine.translation import standings
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "note"


def check(review: Review) -> Iterator[Problem]:
    """Yield each translation whose source text changed since."""
    collection = review.collection
    if not collection.ledger:
        return
    source = collection.languages[0]
    for entry, path, text, language, state, before in standings(collection, review.entries):
        if state != "outdated":
            continue
        changed = summary(before, text.root[source])
        message = f"the '{language}' is older than the '{source}', where {changed}"
        place = entry.locate((*path, language))
        accept = f"'runbook-gen translations accept {place}'"
        remedy = f"Bring it up to date; if it still says the same, run {accept}."
        yield Problem(entry, (*path, language), message, remedy)

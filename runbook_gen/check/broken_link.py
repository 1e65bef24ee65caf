"""Every link in a text leads somewhere, and nowhere dangerous.

**Why.** A dead link costs the reader the minute that counts, and `javascript:` or `data:` runs on
whoever clicks it. Texts link to web pages, to mail addresses, and to another incident as
`<its id>.md`. A text stands on several pages, so it cannot link to a heading of one.

**Bad**

```yaml
summary: {ko: …, en: "See [the policy]() and [the other case](webhook-refussed.md)"}
```

**Good**

```yaml
summary: {ko: …, en: "See [the other case](webhook-refused.md)"}
```
"""

import re
from collections.abc import Collection as Names
from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review, suggest
from runbook_gen.engine.markdown import failed_links, links
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"

SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
# What must follow a scheme for the address to lead anywhere.
SCHEMES = {
    "http": re.compile(r"//[^\s/?#]"),
    "https": re.compile(r"//[^\s/?#]"),
    "mailto": re.compile(r"[^\s@]+@[^\s@]"),
}
INCIDENT = re.compile(r"([^/#?]+)\.md")
ELSEWHERE = "Write a web address or '<incident id>.md'."


def check(review: Review) -> Iterator[Problem]:
    """Yield each link that leads nowhere or where it must not."""
    known = review.collection.by_id.keys() | review.left_out
    for entry in review.collection.entries:
        for path, text in entry.texts:
            for language, words in text.root.items():
                for message, remedy in _problems(words, known):
                    yield Problem(entry, (*path, language), message, remedy)


def _problems(words: str, known: Names[str]) -> Iterator[tuple[str, str]]:
    for loose in failed_links(words):
        message = f"'{loose}' looks like a link but is not read as one"
        yield message, "Close its brackets, write spaces as %20, or put it in backticks."
    for target in links(words):
        scheme = SCHEME.match(target)
        page = INCIDENT.fullmatch(target)
        if not target or target == "#":
            yield "a link has no target", "Add the target, or remove the link."
        elif scheme:
            follows = SCHEMES.get(scheme[1].lower())
            if follows is None:
                yield f"a link has the scheme '{scheme[1]}:'", "Use https:, http: or mailto:."
            elif not follows.match(target, scheme.end()):
                yield f"the link '{target}' is not a whole address", "Write the address out."
        elif page and page[1] not in known:
            message = f"a link leads to the unknown incident '{page[1]}'"
            yield message, suggest(page[1], known, ELSEWHERE)
        elif not page:
            yield f"the link '{target}' leads outside the incidents", ELSEWHERE

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
from collections.abc import Iterator, Sequence

from runbook_gen.check.review import Fact, Problem, Review, Subject, subject, suggest
from runbook_gen.engine.markdown import failed_links, links
from runbook_gen.model.collection import Entry
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.record import Record

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
    for entry in review.entries:
        for path, text in entry.texts:
            for language, words in text.root.items():
                for message, remedy in _problems(words) if _may_link(words) else ():
                    yield Problem(entry, (*path, language), message, remedy)


def facts(entry: Entry[Record]) -> Iterator[Fact]:
    """Yield each incident that a text links to."""
    for path, text in entry.texts:
        for language, words in text.root.items():
            for target in links(words) if ".md" in words and _may_link(words) else ():
                page = INCIDENT.fullmatch(target)
                if page and not SCHEME.match(target):
                    yield Fact("page", page[1], (*path, language))


def join(review: Review, told: Sequence[tuple[Subject, Fact]]) -> Iterator[Problem]:
    """Yield each link to an incident that is not there."""
    known = review.known
    shared = review.collection.settings, review.collection.cluster
    of_shared = ((subject(entry), fact) for entry in shared for fact in facts(entry))
    for file, fact in (*of_shared, *told):
        if fact.name not in known:
            message = f"a link leads to the unknown incident '{fact.name}'"
            yield Problem(file, fact.path, message, suggest(fact.name, known, ELSEWHERE))


def _may_link(words: str) -> bool:
    return "]" in words or "<" in words


def _problems(words: str) -> Iterator[tuple[str, str]]:
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
        elif not page:
            yield f"the link '{target}' leads outside the incidents", ELSEWHERE

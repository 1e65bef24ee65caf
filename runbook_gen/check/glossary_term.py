"""Texts call things what the glossary calls them.

**Why.** Whoever searches for `webhook` at 3 a.m. does not find the page that says `hook server`,
and two spellings of one name make two things of it. The glossary in `collection.yaml` lists names
that stay as they are (`keep`) and terms with one translation (`terms`). A name is spelled that way
in every text, and each translation of a text that has the name or the term has it as well. Korean
particles and English plurals are allowed for; code is not judged.

**Bad**

```yaml
# keep: [Argo CD], terms: [{ko: 웹훅, en: webhook}]
summary: {ko: ArgoCD가 웹훅에서 멈춘다, en: Argo CD stops at a hook server}
```

**Good**

```yaml
summary: {ko: Argo CD가 웹훅에서 멈춘다, en: Argo CD stops at a webhook}
```
"""

from collections.abc import Iterable, Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.glossary import glimpsed, has, keeps, misspelled, uses
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.settings import Glossary
from runbook_gen.model.text import Text

SEVERITY: FindingSeverity = "note"


def check(review: Review) -> Iterator[Problem]:
    """Yield each name that is spelled otherwise, and each translation without a term."""
    collection = review.collection
    glossary, source = collection.settings.record.glossary, collection.languages[0]
    for entry in review.entries if glossary.keep or glossary.terms else ():
        for path, text in entry.texts:
            for language, message, remedy in _problems(text, source, glossary):
                yield Problem(entry, (*path, language), message, remedy)


def _problems(text: Text, source: str, glossary: Glossary) -> Iterator[tuple[str, str, str]]:
    original = text.root.get(source, "")
    others = {language: words for language, words in text.root.items() if language != source}
    for language, words in text.root.items():
        for name in glimpsed(words, glossary.keep):
            if other := misspelled(words, name):
                message = f"'{other[0]}' is spelled '{name}' in the glossary"
                yield language, message, f"Write '{name}', or put an identifier in backticks."
    for name in _used(original, glossary.keep):
        for language, words in others.items():
            if not (keeps(words, name) or misspelled(words, name)):
                message = f"the '{source}' has '{name}', and the '{language}' has not"
                yield language, message, f"Keep '{name}' as it is."
    terms = {term.root[source]: term.root for term in glossary.terms if source in term.root}
    for name in _used(original, terms):
        for language, words in others.items():
            wanted = terms[name].get(language)
            if wanted and not has(words, wanted):
                message = f"'{name}' is not translated as in the glossary"
                yield language, message, f"Write '{wanted}'."


def _used(text: str, terms: Iterable[str]) -> list[str]:
    return [term for term in glimpsed(text, terms) if uses(text, term)]

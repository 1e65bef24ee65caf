"""No text is a placeholder for one still to be written.

**Why.** A reader at 3 a.m. cannot use "TODO". Finish the text, or leave the field out: a page
without a section is honest, a page with an empty promise is not. To write about such a word, put
it in backticks.

**Bad**

```yaml
summary: {ko: 추후 작성, en: "TODO: describe the cause"}
```

**Good**

```yaml
summary: {ko: 원인을 아직 모른다, en: The cause is not known yet}
```
"""

import re
from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.markdown import prose
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"

PLACEHOLDER = re.compile(
    # Latin words may carry a Korean particle (`TODO를`), so only Latin letters continue them.
    r"(?<![A-Za-z0-9_])(?:TODO|TBD|FIXME|XXX|[Ll]orem [Ii]psum)(?![A-Za-z0-9_])"
    # Korean words may carry an ending (`미정이다`) but not be part of another (`미정산`, `작성자`).
    r"|(?<![가-힣])(?:작성\s?예정|미정)(?:이다|입니다|임|이며|이고)?(?![가-힣])"
    r"|(?<![가-힣])추후\s?작성(?:한다|합니다|함|할|하기|된다|됩니다|됨|될)?(?![가-힣])"
    # Ordinary words in a sentence, a placeholder when nothing else stands there.
    r"|(?:^|(?<=[(\[]))[ \t]*+(?i:to be written|todo|tbd|fixme|xxx)[ \t]*+"
    r"(?:[.!…]{0,3}[ \t]*+$|(?=[)\]]))",
    re.MULTILINE,
)
WORD = re.compile(r"\w")
STEMS = ("todo", "tbd", "fixme", "xxx", "lorem", "to be written", "작성", "미정")


def check(review: Review) -> Iterator[Problem]:
    """Yield each text with a placeholder in its prose."""
    for entry in review.entries:
        # Looking twice is cheap: most files have nothing that is like a placeholder.
        whole = "\n".join(words for _, text in entry.texts for words in text.root.values()).lower()
        suspect = any(stem in whole for stem in STEMS)
        for path, text in entry.texts:
            for language, words in text.root.items():
                if not (words[0].isalnum() or WORD.search(words)):
                    message = f"the text '{words.strip()}' has no words"
                    remedy = "Write the text, or leave the field out."
                    yield Problem(entry, (*path, language), message, remedy)
                # Code is taken away only where there is something to find.
                if (
                    suspect
                    and PLACEHOLDER.search(words)
                    and (found := PLACEHOLDER.search(prose(words)))
                ):
                    message = f"the text holds the placeholder '{found[0].strip()}'"
                    remedy = "Write the text, or leave the field out."
                    yield Problem(entry, (*path, language), message, remedy)

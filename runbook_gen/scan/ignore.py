"""A comment that lets a finding pass says why.

**Why.** Whoever finds the comment later must be able to judge whether it still holds. So one
without a reason lets nothing pass. It stands on the finding's line, or in the comment right above.

**Bad**

```yaml
replicas: 1  # runbook-gen: ignore single-replica
```

**Good**

```yaml
replicas: 1  # runbook-gen: ignore single-replica a batch worker: a second one would run jobs twice
```
"""

import re
from collections.abc import Iterator

from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place

WORD = "runbook-gen:"
COMMENT = re.compile(r"#\s*runbook-gen:\s*ignore\s+(?P<rule>[a-z0-9-]+)[ \t]*(?P<reason>.*)")
REMARK = re.compile(r"\s*#")


class Ignores:
    """The ignores of one file."""

    def __init__(self, file: str, text: str) -> None:
        self._file, self._lines = file, text.split("\n")
        self._any = WORD in text

    def line(self, number: int) -> str:
        """A line of the file, from 1; nothing beyond its end."""
        return self._lines[number - 1].rstrip("\r") if 0 < number <= len(self._lines) else ""

    def covers(self, finding: Finding) -> bool:
        """Whether a comment with a reason lets the finding pass."""
        return self._any and any(
            match["rule"] == finding.id and match["reason"].strip()
            for line in self._beside(finding.place.line)
            if (match := COMMENT.search(line))
        )

    def _beside(self, number: int) -> Iterator[str]:
        yield self.line(number)
        number -= 1
        while REMARK.match(self.line(number)):
            yield self.line(number)
            number -= 1

    def without_reason(self) -> Iterator[Finding]:
        """Every ignore that does not say why: it ignores nothing."""
        for number, line in enumerate(self._lines if self._any else (), 1):
            match = COMMENT.search(line)
            if match and not match["reason"].strip():
                yield Finding(
                    "ignore-without-reason",
                    "warning",
                    Place(self._file, number, match.start() + 1, self.line(number)),
                    f"this ignores '{match['rule']}' without a reason, so it ignores nothing",
                    "Say why behind the rule's name.",
                    title="An ignore does not say why",
                )

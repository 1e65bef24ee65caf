"""GitHub Actions problem matcher: the failure's line becomes an annotation of the run.

**Takes** log rules: each is a matcher of one pattern, its expression written so that .NET (which
the runner uses) and JavaScript read it as RE2 does.

**Loses** rules of the other kinds, and of every rule what it means: a problem matcher has no words
of its own and shows the line that it found, under the rule's severity. It sees one line at a time,
so lines that were wrapped, framed or escaped are not found.

**Install**

```sh
mkdir -p .github/matchers
cp packs/problem-matcher/runbook.json .github/matchers/
echo "::add-matcher::.github/matchers/runbook.json"   # in the job, as the first step
```

**Verified** by npm's `problem-matcher` (JavaScript), on every line of every example. GitHub's
runner, which is .NET, was not run.
"""

import json
from collections.abc import Iterator
from typing import Any

from runbook_gen.engine.regex.portable import LINE, Unportable, portable
from runbook_gen.export.log_lines import finds, loss_by_line
from runbook_gen.export.ruleset import RuleSet, other_kind
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.reason import Reason, joined
from runbook_gen.model.rule import LogRule

PROVEN_BY = "problem-matcher"
OF_INCIDENTS = ("id",)
TARGET = "problem-matcher"
SEVERITY = {"critical": "error", "warning": "warning", "info": "notice"}
WORDLESS = Reason("shows the line, not what it means: a matcher has no words of its own")


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """One file with a matcher for each rule."""
    matchers: list[Any] = []
    for _, rule in rules.rules:
        if not isinstance(rule, LogRule):
            yield other_kind(rule, TARGET, Reason("a problem matcher reads the log of a job"))
            continue
        try:
            matcher = _matcher(rule)
        except Unportable as error:
            reason = Reason("cannot be said in .NET's expressions: {why}", why=error.why)
            yield Loss(rule.id, TARGET, reason)
            continue
        loss = _loss(rule)
        yield loss
        if loss.said == "lossy":
            matchers.append(matcher)
    text = json.dumps({"problemMatcher": matchers}, ensure_ascii=False, indent=2)
    yield Artifact(f"packs/{TARGET}/runbook.json", text + "\n")


def _loss(rule: LogRule) -> Loss:
    """What is lost: of every rule its words, of some more."""
    by_line = loss_by_line(rule, TARGET, finds(rule.expr))
    if by_line and by_line.said == "refused":
        return by_line
    if by_line:
        return by_line._replace(reason=joined((by_line.reason, WORDLESS)))
    return Loss(rule.id, TARGET, WORDLESS, "lossy")


def _matcher(rule: LogRule) -> dict[str, Any]:
    # What is captured must not be empty: it is the whole line.
    regexp = f"^([^\\n]*?(?:{portable(rule.expr, LINE)})[^\\n]*)$"
    return {
        "owner": rule.id,
        "severity": SEVERITY[rule.severity],
        "pattern": [{"regexp": regexp, "message": 1}],
    }

r"""A log rule is silent on ordinary days.

**Why.** A rule that fires on a healthy log is switched off within a week, and takes its neighbours'
credit along. runbook-gen ships several thousand ordinary lines of kubelet, containerd, Argo CD,
GitHub Actions, Terraform, Ansible, uvicorn, nginx and others; a rule that fires on one is too wide.

**Bad**

```yaml
kind: log
expr: i/o timeout          # DNS, databases and peers time out every day
```

**Good**

```yaml
kind: log
expr: 'https://10\.96\.0\.1:443/\S* dial tcp \S+ i/o timeout'
```
"""

from collections.abc import Iterator
from functools import lru_cache

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.logtext import View, views
from runbook_gen.engine.signature import BadSignature, Signatures, matches_empty
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.hit import LogLine

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each log rule that fires on an ordinary line, with the first such line."""
    rules = [
        (entry, index, rule.expr)
        for entry in review.collection.incidents
        for index, rule in enumerate(entry.record.rules)
        if rule.kind == "log" and _sound(rule.expr)
    ]
    exprs = list(dict.fromkeys(expr for _, _, expr in rules))  # some are in several incidents
    first: dict[str, LogLine] = {}
    tried = _views(review.ordinary) if exprs else ()
    for which, line in Signatures(exprs).all_in(tried, set()):
        first.setdefault(exprs[which], line)
    for entry, index, expr in rules:
        if expr in first:
            said = first[expr].text.strip()[:80]
            message = f"the rule is too wide: it fires on the ordinary line '{said}'"
            remedy = "Let it require what only the failure says."
            yield Problem(entry, ("rules", index, "expr"), message, remedy)


@lru_cache(maxsize=1)
def _views(ordinary: tuple[str, ...]) -> tuple[View, ...]:
    """What is tried on: the same for every part of a collection."""
    return tuple(views(LogLine("", number, text) for number, text in enumerate(ordinary, 1)))


def _sound(expr: str) -> bool:
    """Whether `rule-examples` has nothing worse to say of it."""
    try:
        return not matches_empty(expr)
    except BadSignature:
        return False

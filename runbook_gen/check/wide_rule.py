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

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.logtext import views
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
    first = _ordinary(review.ordinary).first(expr for _, _, expr in rules) if rules else {}
    for entry, index, expr in rules:
        if line := first[expr]:
            said = line.text.strip()[:80]
            message = f"the rule is too wide: it fires on the ordinary line '{said}'"
            remedy = "Let it require what only the failure says."
            yield Problem(entry, ("rules", index, "expr"), message, remedy)


class _Ordinary:
    """Ordinary lines, and of each expression that was tried on them, the first that it finds."""

    def __init__(self, ordinary: tuple[str, ...]) -> None:
        lines = (LogLine("", number, text) for number, text in enumerate(ordinary, 1))
        self._views = tuple(views(lines))
        self._first: dict[str, LogLine | None] = {}

    def first(self, exprs: Iterable[str]) -> Mapping[str, LogLine | None]:
        """The first line for each of some expressions; some stand in several incidents."""
        new = [expr for expr in dict.fromkeys(exprs) if expr not in self._first]
        self._first |= dict.fromkeys(new)
        for which, line in Signatures(new).all_in(self._views, set()):
            self._first[new[which]] = self._first[new[which]] or line
        return self._first


_ordinary = lru_cache(maxsize=1)(_Ordinary)
"""The same for every part of a collection."""


def _sound(expr: str) -> bool:
    """Whether `rule-examples` has nothing worse to say of it."""
    try:
        return not matches_empty(expr)
    except BadSignature:
        return False

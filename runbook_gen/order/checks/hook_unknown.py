"""A hook names a phase that Argo CD has.

**Why.** An object whose hook is misspelt belongs to no phase, so Argo CD never applies it, and says
nothing.

**Bad**

```yaml
argocd.argoproj.io/hook: Presync
```

**Good**

```yaml
argocd.argoproj.io/hook: PreSync
```
"""

from collections.abc import Iterator
from difflib import get_close_matches

from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.sync import PHASES
from runbook_gen.order.annotations import HOOK, SKIP, TEMPLATED, listed
from runbook_gen.order.view import Problem, View

SEVERITY: FindingSeverity = "error"
KNOWN = (*PHASES, SKIP)


def check(view: View) -> Iterator[Problem]:
    """Yield each word of a hook that is no phase."""
    for each in view.entries:
        for word in listed(each.manifest.annotations.get(HOOK)):
            if word not in KNOWN and TEMPLATED not in word:
                near = get_close_matches(word, KNOWN, n=1)
                hint = f"Did you mean '{near[0]}'?" if near else f"Choose of: {', '.join(KNOWN)}."
                said = f"{each.manifest.said} has the hook '{word[:40]}', which Argo CD has not"
                yield Problem(view.place(*each.manifest.annotation(HOOK)), said, hint)

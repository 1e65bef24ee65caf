"""Waves of child Applications wait only where the health check for Applications is restored.

**Why.** Since version 1.8, Argo CD takes an Application for healthy as soon as it exists. So a
parent goes through the waves of its children without waiting for what they deploy, unless the check
is restored in `argocd-cm`, as the
[documentation](https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app) says.

**Bad**

```yaml
kind: ConfigMap
metadata: {name: argocd-cm}
data: {}                           # and child Applications with sync-wave annotations
```

**Good**

```yaml
data:
  resource.customizations.health.argoproj.io_Application: |
    hs = {}
    hs.status = "Progressing"
    hs.message = ""
    if obj.status ~= nil and obj.status.health ~= nil then
      hs.status = obj.status.health.status
      hs.message = obj.status.health.message or ""
    end
    return hs
```
"""

from collections.abc import Iterator
from typing import Any

from runbook_gen.engine.parsers.parsed import Document, walk
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.order.annotations import WAVE
from runbook_gen.order.manifest import mapping
from runbook_gen.order.view import Problem, View
from runbook_gen.order.ways import App

SEVERITY: FindingSeverity = "warning"
KEY = "resource.customizations.health.argoproj.io_Application"
SETTINGS = "argocd-cm"
OLD_KEY, KIND = "resource.customizations", "argoproj.io/Application"


def check(view: View) -> Iterator[Problem]:
    """Yield the children of each Application that have waves, once for their parent."""
    texts = view.reading.texts.items()
    near = [path for path, text in texts if OLD_KEY in text or SETTINGS in text]
    documents = [document for path in near for document in view.reading.documents(path)]
    if any(_restores(value) for d in documents for _, value in walk(d.value)):
        return
    settings = next((d for d in documents if _is_settings(d.value)), None)
    families: dict[str, list[App]] = {}
    for app in view.deployment.apps:
        if not app.generated_by:
            families.setdefault(app.parent, []).append(app)
    for parent, children in families.items():
        waves = sorted({child.manifest.timing.wave for child in children})
        if len(waves) > 1:
            last = max(children, key=lambda child: child.manifest.timing.wave)
            where = f"{view.place(settings)} lacks" if settings else "nothing here restores"
            yield Problem(
                view.place(*last.manifest.annotation(WAVE)),
                f"{_family(parent)} have waves from {waves[0]} to {waves[-1]}, but "
                f"{where} the health check for Applications, so no wave waits for the one before",
                f"Add '{KEY}' to argocd-cm; the manual page of this check has its text.",
            )


def _family(parent: str) -> str:
    return f"the children of '{parent}'" if parent else "the Applications that nothing deploys"


def _restores(value: Any) -> bool:
    """Whether a mapping holds the health check: in argocd-cm, or in the values of its chart."""
    said = mapping(value)
    old = said.get(OLD_KEY)
    return bool(said.get(KEY)) or (isinstance(old, str) and KIND in old and "health.lua" in old)


def _is_settings(value: Document | Any) -> bool:
    metadata = mapping(mapping(value).get("metadata"))
    return mapping(value).get("kind") == "ConfigMap" and metadata.get("name") == SETTINGS

"""A Secret, a ConfigMap, a claim or an account comes before the pods that use it.

**Why.** A pod does not start without them: it waits in `ContainerCreating` or
`CreateContainerConfigError`, its wave never becomes healthy, and so the later wave that would bring
what it waits for never begins. A PreSync hook that uses what the sync itself brings fails likewise.

**Bad**

```yaml
# Secret db-password, wave 5
# Deployment api, wave 0, with envFrom: [{secretRef: {name: db-password}}]
```

**Good**

```yaml
# Secret db-password, wave -1
```
"""

from collections.abc import Iterator

from runbook_gen.engine.parsers.parsed import walk
from runbook_gen.engine.pods import WAYS, pod_of
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.place import Path
from runbook_gen.order.manifest import mapping
from runbook_gen.order.view import Need, Problem, View, late
from runbook_gen.order.ways import Deployed, nearest

SEVERITY: FindingSeverity = "error"

# How a pod names what it uses: the key above the name, the key of the name, and what it is.
REFERENCES = (
    ("secretRef", "name", "Secret"),
    ("secretKeyRef", "name", "Secret"),
    ("secret", "secretName", "Secret"),
    ("secret", "name", "Secret"),
    ("configMapRef", "name", "ConfigMap"),
    ("configMapKeyRef", "name", "ConfigMap"),
    ("configMap", "name", "ConfigMap"),
    ("persistentVolumeClaim", "claimName", "PersistentVolumeClaim"),
)
PROVIDERS = {
    "Secret": ("Secret", "SealedSecret", "ExternalSecret"),
    "ConfigMap": ("ConfigMap",),
    "PersistentVolumeClaim": ("PersistentVolumeClaim",),
    "ServiceAccount": ("ServiceAccount",),
}
KINDS = {kind: what for what, kinds in PROVIDERS.items() for kind in kinds}


def needs(view: View) -> Iterator[Need]:
    """Every object that makes pods with what these use, where the tree brings it."""
    known: dict[tuple[str, str, str], list[Deployed]] = {}
    for each in view.deployment.everything:
        if what := KINDS.get(each.manifest.kind):
            known.setdefault((what, each.namespace, _made(each)), []).append(each)
    for each in view.deployment.everything:
        pod = pod_of(each.manifest.value) if each.manifest.kind in WAYS else None
        base: Path = WAYS[each.manifest.kind] if pod else ()
        for way, what, name in _used(mapping(pod and pod.get("spec"))):
            if provider := nearest(known.get((what, each.namespace, name), ()), each):
                yield Need(each, (*base, "spec", *way), provider, f"{what} '{name}'")


def check(view: View) -> Iterator[Problem]:
    """Yield what comes after the pods that use it."""
    yield from late(view, needs(view), "until then its pods do not start")


def _used(spec: object) -> Iterator[tuple[Path, str, str]]:
    """What a pod cannot start without: the way to its name, what it is, and the name."""
    for way, value in walk(spec):
        above = mapping(value)
        for key, naming, what in REFERENCES:
            name = mapping(above.get(key)).get(naming)
            if isinstance(name, str) and mapping(above[key]).get("optional") is not True:
                yield (*way, key, naming), what, name
        if way and way[-1] == "imagePullSecrets" and isinstance(value, list):
            for index, item in enumerate(value):
                yield (*way, index, "name"), "Secret", str(mapping(item).get("name"))
    account = mapping(spec).get("serviceAccountName")
    if isinstance(account, str):
        yield ("serviceAccountName",), "ServiceAccount", account


def _made(each: Deployed) -> str:
    """The name of what an object brings: an ExternalSecret may call its Secret otherwise."""
    target = mapping(mapping(each.manifest.value.get("spec")).get("target"))
    own = target.get("name") if each.manifest.kind == "ExternalSecret" else None
    return str(own or each.manifest.name)

"""What answers an admission webhook comes before the objects that it must admit.

**Why.** Once a webhook is configured, the API server asks it about every object that its rules
name. While nobody answers, it refuses them (`failed calling webhook`), unless `failurePolicy` is
`Ignore`. Where the configuration itself comes later, the objects slip in unseen.

**Bad**

```yaml
# wave 0:  MutatingWebhookConfiguration for Services, and the Services of every API
# wave 20: the controller that answers it
```

**Good**

```yaml
# wave 20: the controller and its MutatingWebhookConfiguration
# wave 80: the Services of every API
```
"""

from collections.abc import Iterator, Mapping
from typing import Any

from runbook_gen.engine.pods import WAYS, labels_of, pod_of, selects
from runbook_gen.engine.resource import resource_of
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.order.manifest import mapping, sequence
from runbook_gen.order.view import Need, Problem, View, late
from runbook_gen.order.ways import Deployed, nearest

SEVERITY: FindingSeverity = "error"
KINDS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
NAME_LABEL = "kubernetes.io/metadata.name"


def needs(view: View) -> Iterator[Need]:
    """Every object with the webhooks that admit it, and what answers these."""
    everything = view.deployment.everything
    spaces = {e.manifest.name: e.manifest.labels for e in everything if _is(e, "Namespace")}
    for each in everything:
        for hook in map(mapping, _webhooks(each)):
            behind = [*_behind(hook, everything)]
            users = [e for e in everything if e is not each and e not in behind]
            for user in users:
                if _admits(hook, user, spaces) and nearest((each,), user):
                    what = f"the webhook '{hook.get('name')}'"
                    yield Need(user, ("kind",), each, what)
                    if not each.later_than(user) and hook.get("failurePolicy") != "Ignore":
                        yield from (Need(user, ("kind",), b, f"{what} to answer") for b in behind)


def check(view: View) -> Iterator[Problem]:
    """Yield each webhook that answers after the objects that it must admit."""
    every = [*needs(view)]
    unseen = [need for need in every if need.provider.manifest.kind in KINDS]
    refused = [need for need in every if need.provider.manifest.kind not in KINDS]
    yield from late(view, refused, "until then the API server refuses it")
    for problem in late(view, unseen, "it is admitted without being asked"):
        yield problem._replace(severity="warning")


def _webhooks(each: Deployed) -> list[Any]:
    return sequence(each.manifest.value.get("webhooks")) if each.manifest.kind in KINDS else []


def _is(each: Deployed, kind: str) -> bool:
    return each.manifest.kind == kind


def _behind(hook: Mapping[str, Any], everything: list[Deployed]) -> Iterator[Deployed]:
    """The Service that a webhook is asked through, and what makes the pods behind it."""
    service = mapping(mapping(hook.get("clientConfig")).get("service"))
    name, namespace = service.get("name"), service.get("namespace")
    for each in everything:
        if _is(each, "Service") and (each.manifest.name, each.namespace) == (name, namespace):
            yield each
            wanted = mapping(each.manifest.value.get("spec")).get("selector")
            for other in everything:
                near = wanted and other.manifest.kind in WAYS and other.namespace == namespace
                pod = pod_of(other.manifest.value) if near else None
                if pod and selects({"matchLabels": wanted}, labels_of(pod)):
                    yield other


def _admits(hook: Mapping[str, Any], each: Deployed, spaces: Mapping[str, Any]) -> bool:
    """Whether a webhook is asked when an object is made."""
    labels = {**spaces.get(each.namespace, {}), NAME_LABEL: each.namespace}
    return (
        any(_names(mapping(rule), each) for rule in sequence(hook.get("rules")))
        and selects(hook.get("objectSelector"), each.manifest.labels)
        and (not each.namespace or selects(hook.get("namespaceSelector"), labels))
    )


def _names(rule: Mapping[str, Any], each: Deployed) -> bool:
    scope = rule.get("scope")
    return (
        _among("CREATE", rule.get("operations"))
        and _among(each.manifest.group, rule.get("apiGroups"))
        and _among(resource_of(each.manifest.kind), rule.get("resources"), "*/*")
        and scope in (None, "*", "Namespaced" if each.is_namespaced else "Cluster")
    )


def _among(word: str, words: Any, every: str = "*") -> bool:
    return any(each in (word, "*", every) for each in sequence(words))

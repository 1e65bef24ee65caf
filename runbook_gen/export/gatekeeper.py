"""Gatekeeper: constraints in CEL for OPA's admission controller, and its audit of what runs.

**Takes** manifest rules of cluster scope: a `ConstraintTemplate` with the engine
`K8sNativeValidation`, which Gatekeeper runs unasked from 3.17 on, and the constraint that applies
it, for each. It warns, or denies where the rule does, unless the object is being deleted.

**Loses** rules of the other kinds, rules of file scope, and rules that look beyond the one object
(functions such as `exists()`), or at the file that it stands in. Gatekeeper selects by kind
where rules select by resource: resources are left out whose kind neither Kubernetes nor the rule's
examples tell. The API server fills in defaults before it asks. An object on which the expression
fails is admitted. The message names the values at fault, all in one and only texts and numbers,
but no line.

**Install**

```sh
kubectl apply -f packs/gatekeeper/templates/
kubectl wait constrainttemplates --all --for=jsonpath='{.status.created}'=true --timeout=60s
kubectl apply -f packs/gatekeeper/constraints/
```

**Verified** by running the CEL of the written files on every example, as Gatekeeper selects them.
Neither Gatekeeper nor a schema of its templates is to be had from a package registry.
"""

from collections.abc import Iterator
from typing import Any

from runbook_gen.engine.resource import kind_of, resource_of, selects
from runbook_gen.export.admission import policy
from runbook_gen.export.admission.message import literal
from runbook_gen.export.admission.refusal import admissible
from runbook_gen.export.ruleset import RuleSet
from runbook_gen.export.yaml_text import yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import ManifestRule

PROVEN_BY = ""
OF_INCIDENTS = ("id",)
RESERVED = ("params", "anyObject")
"""Variables that Gatekeeper itself sets."""


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A template and a constraint for each rule that admission control can say."""
    taken: dict[str, str] = {}
    for said in admissible(rules, "gatekeeper"):
        if isinstance(said, Loss):
            yield said
            continue
        incident, rule = said
        kinds, unknown = _kinds(rule)
        template = _template(rules, incident, rule)
        other = taken.setdefault(template["metadata"]["name"], rule.id)
        reason = _refusal(rule, kinds)
        if other != rule.id:
            reason = reason or Reason("its kind is that of {other}, too", other=other)
        if reason:
            yield Loss(rule.id, "gatekeeper", reason)
            continue
        if unknown:
            yield Loss(rule.id, "gatekeeper", _unknown(unknown), "lossy")
        constraint = _constraint(rules, incident, rule, kinds)
        for folder, content in (("templates", template), ("constraints", constraint)):
            yield Artifact(f"packs/gatekeeper/{folder}/{rule.id}.yaml", yaml_text(content))


def _refusal(rule: ManifestRule, kinds: list[str]) -> Reason | None:
    for name in RESERVED:
        if name in rule.variables:
            return Reason("its variable {name} is one that Gatekeeper sets", name=name)
    if kinds:
        return None
    return Reason(
        "selects by kind, and no example shows of which kind {resources} are",
        resources=", ".join(rule.match.resources),
    )


def _unknown(resources: list[str]) -> Reason:
    return Reason(
        "not for {resources}: no example shows of which kind they are",
        resources=", ".join(resources),
    )


def _kinds(rule: ManifestRule) -> tuple[list[str], list[str]]:
    """The kinds that a rule's resources are, and the resources of which nobody says it."""
    if "*" in rule.match.resources:
        return ["*"], []
    known = {resource: kind_of(resource) for resource in rule.match.resources}
    if not all(known.values()):
        shown = {resource_of(kind): kind for kind in _shown(rule)}
        known = {resource: kind or shown.get(resource) for resource, kind in known.items()}
    return [kind for kind in known.values() if kind], [r for r, kind in known.items() if not kind]


def _shown(rule: ManifestRule) -> Iterator[str]:
    """The kinds of the objects in the rule's examples that the rule selects."""
    from runbook_gen.engine.reading import Reading
    from runbook_gen.model.tree import MemoryTree

    for files in (*rule.examples.fires, *rule.examples.silent):
        for document in Reading(MemoryTree(files)).objects():
            version, kind = document.value["apiVersion"], document.value["kind"]
            if selects(rule.match, version, kind):
                yield kind


def _template(rules: RuleSet, incident: Incident, rule: ManifestRule) -> dict[str, Any]:
    """What to judge. All conditions are in the expression: versions differ in where else."""
    kind = _kind(rule)
    also = (*_versions(rule), *policy.conditions(rule).values())
    source = {
        "failurePolicy": "Ignore",
        "variables": policy.variables(rule),
        "validations": [policy.validation(rules, incident, rule, *also)],
    }
    code = {"engine": "K8sNativeValidation", "source": {k: v for k, v in source.items() if v}}
    described = {"metadata.gatekeeper.sh/title": rule.title.within(rules.language)}
    metadata = policy.metadata(rules, incident, rule, described)
    return {
        "apiVersion": "templates.gatekeeper.sh/v1",
        "kind": "ConstraintTemplate",
        "metadata": metadata | {"name": kind.lower()},
        "spec": {
            "crd": {"spec": {"names": {"kind": kind}}},
            "targets": [{"target": "admission.k8s.gatekeeper.sh", "code": [code]}],
        },
    }


def _kind(rule: ManifestRule) -> str:
    """The kind of the constraint; in small letters it is the template's name."""
    return "".join(word.capitalize() for word in policy.name(rule.id).split("-"))


def _versions(rule: ManifestRule) -> Iterator[str]:
    """CEL for the versions that a rule means, of which a constraint knows nothing."""
    if "*" not in rule.match.versions:
        listed = ", ".join(map(literal, rule.match.versions))
        yield f"object.apiVersion.split('/').exists(v, v in [{listed}])"


def _constraint(
    rules: RuleSet, incident: Incident, rule: ManifestRule, kinds: list[str]
) -> dict[str, Any]:
    """To which objects it applies, and what then happens."""
    groups = ["*"] if "*" in rule.match.groups else list(rule.match.groups)
    return {
        "apiVersion": "constraints.gatekeeper.sh/v1beta1",
        "kind": _kind(rule),
        "metadata": policy.metadata(rules, incident, rule),
        "spec": {
            "enforcementAction": rule.enforcement,
            "match": {"kinds": [{"apiGroups": groups, "kinds": kinds}]},
        },
    }

"""Kubernetes: admission policies that the API server runs itself, with nothing to install.

**Takes** manifest rules of cluster scope: a `ValidatingAdmissionPolicy` with its binding for each,
for Kubernetes 1.30 and newer. They warn the one who applies an object, and write to the audit log;
a rule whose enforcement is `deny` refuses the object, unless it is being deleted.

**Loses** rules of the other kinds, rules of file scope, and rules that look beyond the one object
(functions such as `exists()`), or at the file that it stands in. The API server fills in
defaults before it asks, so that what is absent in a file may be there. It does not ask about
subresources, such as `pods/ephemeralcontainers`. An object on which the expression fails or costs
too much (a very large ConfigMap) is admitted. The message names the values at fault, all in one
and only texts and numbers, but no line.

**Install**

```sh
kubectl apply --dry-run=server -f packs/vap/
kubectl apply -f packs/vap/
kubectl get validatingadmissionpolicies -l app.kubernetes.io/managed-by=runbook-gen
```

**Verified** by `kubernetes-validate --strict` against the schemas of Kubernetes 1.30 and 1.37, and
by running the CEL of the written files on every example. No API server ran them.
"""

from collections.abc import Iterator
from typing import Any

from runbook_gen.export.admission import policy
from runbook_gen.export.admission.refusal import admissible
from runbook_gen.export.ruleset import RuleSet
from runbook_gen.export.yaml_text import yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import ManifestRule

PROVEN_BY = "kubernetes-validate"
OF_INCIDENTS = ("id",)
API = "admissionregistration.k8s.io/v1"
ACTIONS = {"warn": ["Warn", "Audit"], "deny": ["Deny", "Audit"]}


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A file with a policy and its binding for each rule that admission control can say."""
    for said in admissible(rules, "vap"):
        if isinstance(said, Loss):
            yield said
            continue
        incident, rule = said
        objects = _policy(rules, incident, rule), _binding(rule)
        yield Artifact(f"packs/vap/{rule.id}.yaml", "---\n".join(map(yaml_text, objects)))


def _policy(rules: RuleSet, incident: Incident, rule: ManifestRule) -> dict[str, Any]:
    conditions = policy.conditions(rule)
    spec = {
        "failurePolicy": "Ignore",
        "matchConstraints": {"resourceRules": policy.resource_rules(rule)},
        "matchConditions": [{"name": n, "expression": e} for n, e in conditions.items()],
        "variables": policy.variables(rule),
        "validations": [policy.validation(rules, incident, rule)],
    }
    return {
        "apiVersion": API,
        "kind": "ValidatingAdmissionPolicy",
        "metadata": policy.metadata(rules, incident, rule),
        "spec": {key: value for key, value in spec.items() if value},
    }


def _binding(rule: ManifestRule) -> dict[str, Any]:
    name = policy.name(rule.id)
    return {
        "apiVersion": API,
        "kind": "ValidatingAdmissionPolicyBinding",
        "metadata": {"name": name, "labels": {policy.LABEL: "runbook-gen"}},
        "spec": {"policyName": name, "validationActions": ACTIONS[rule.enforcement]},
    }

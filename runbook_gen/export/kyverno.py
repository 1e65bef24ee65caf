"""Kyverno: policies for its admission controller, and reports on what runs already.

**Takes** manifest rules of cluster scope: a `ValidatingPolicy` (`policies.kyverno.io/v1`, Kyverno
1.17 and newer) for each. It warns the one who applies an object, and Kyverno reports the objects
that are there already.

**Loses** rules of the other kinds, rules of file scope, and rules that look beyond the one object
(functions such as `exists()`), or at the file that it stands in. A rule that denies only warns:
releases of Kyverno deny also an object on which the expression fails. On such an object a warning
says that the policy failed. The API server fills in defaults before it asks, and does not ask
about subresources. Rules for pods are not extended to what makes pods; a rule names those itself.
The message names the values at fault, all in one and only texts and numbers, but no line.

**Install**

```sh
kubectl apply --dry-run=server -f packs/kyverno/
kubectl apply -f packs/kyverno/
kubectl get validatingpolicies.policies.kyverno.io -l app.kubernetes.io/managed-by=runbook-gen
```

**Verified** against the schema of Kyverno 1.19's `ValidatingPolicy`, as the package
`cloudcoil-models-kyverno` has it, and by running the CEL of the written files on every example.
"""

from collections.abc import Iterator
from typing import Any

from runbook_gen.export.admission import policy
from runbook_gen.export.admission.message import message
from runbook_gen.export.admission.refusal import admissible
from runbook_gen.export.ruleset import RuleSet
from runbook_gen.export.yaml_text import yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import ManifestRule

PROVEN_BY = ""
OF_INCIDENTS = ("id",)
SEVERITY = {"critical": "critical", "warning": "medium", "info": "info"}
ONLY_WARNS = Reason("it warns and does not deny: Kyverno denies what it fails to evaluate, too")


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A file with a policy for each rule that admission control can say."""
    for said in admissible(rules, "kyverno"):
        if isinstance(said, Loss):
            yield said
            continue
        incident, rule = said
        if rule.enforcement == "deny":
            yield Loss(rule.id, "kyverno", ONLY_WARNS, "lossy")
        text = yaml_text(_policy(rules, incident, rule))
        yield Artifact(f"packs/kyverno/{rule.id}.yaml", text)


def _policy(rules: RuleSet, incident: Incident, rule: ManifestRule) -> dict[str, Any]:
    conditions = policy.conditions(rule)
    spec = {
        "validationActions": ["Warn", "Audit"],
        "failurePolicy": "Ignore",
        "autogen": {"podControllers": {"controllers": []}},
        "matchConstraints": {"resourceRules": policy.resource_rules(rule)},
        "matchConditions": [{"name": n, "expression": e} for n, e in conditions.items()],
        "variables": policy.variables(rule),
        "validations": [policy.validation(rules, incident, rule)],
    }
    annotations = {
        "policies.kyverno.io/title": rule.title.within(rules.language),
        "policies.kyverno.io/severity": SEVERITY[rule.severity],
        "policies.kyverno.io/description": message(rules, incident, rule),
    }
    return {
        "apiVersion": "policies.kyverno.io/v1",
        "kind": "ValidatingPolicy",
        "metadata": policy.metadata(rules, incident, rule, annotations),
        "spec": {key: value for key, value in spec.items() if value},
    }

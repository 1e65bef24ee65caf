"""What the policies of `vap`, `kyverno` and `gatekeeper` have in common: names, CEL and words.

A rule's expression holds where the fault is; a policy's holds for what may be admitted. What ends
in an error is admitted, as the rule is silent there: `failurePolicy` is always `Ignore`. CEL is
written as a block, in which its `? :` and its quotes mean nothing to YAML.
"""

import re
from functools import lru_cache
from hashlib import sha256
from typing import Any

from runbook_gen.export.admission.message import enclosed, message, message_expression
from runbook_gen.export.ruleset import RuleSet
from runbook_gen.export.yaml_text import Block
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import ManifestRule

LABEL = "app.kubernetes.io/managed-by"
LONGEST = 63  # of a name that may also stand where a label's value does
VARIABLES = re.compile(r"(?<![\w.])variables\.")
DELETED = "!object.?metadata.deletionTimestamp.hasValue()"
"""Nobody may be kept from deleting what a rule denies: the last step of that is an update."""


def name(rule_id: str) -> str:
    """A Kubernetes name for a rule; what is too long is cut and keeps a digest."""
    whole = f"runbook-{rule_id}"
    if len(whole) <= LONGEST:
        return whole
    digest = sha256(rule_id.encode()).hexdigest()[:8]
    return f"{whole[: LONGEST - 9].rstrip('-')}-{digest}"


def metadata(
    rules: RuleSet, incident: Incident, rule: ManifestRule, more: dict[str, str] | None = None
) -> dict[str, Any]:
    """The metadata of a policy: what the rule says besides its expression."""
    said = rules.language
    return {
        "name": name(rule.id),
        "labels": {LABEL: "runbook-gen"},
        "annotations": {
            "runbook-gen/rule": rule.id,
            "runbook-gen/incident": incident.id,
            "runbook-gen/severity": rule.severity,
            "runbook-gen/title": rule.title.within(said),
            "runbook-gen/message": rule.message.within(said),
            "runbook-gen/remediation": rule.remediation.within(said),
            "runbook-gen/runbook-url": rules.runbook_url(incident),
            **(more or {}),
        },
    }


def resource_rules(rule: ManifestRule) -> list[dict[str, Any]]:
    """Which requests a policy is asked about; beside `*` nothing else may stand."""
    return [
        {
            "apiGroups": _any_alone(rule.match.groups),
            "apiVersions": _any_alone(rule.match.versions),
            "operations": ["CREATE", "UPDATE"],
            "resources": _any_alone(rule.match.resources),
        }
    ]


def _any_alone(names: tuple[str, ...]) -> list[str]:
    return ["*"] if "*" in names else list(names)


def conditions(rule: ManifestRule) -> dict[str, str]:
    """CEL by name that must hold before a policy is asked; without variables, and only booleans."""
    found: dict[str, str] = (
        {"not-being-deleted": Block(DELETED)} if rule.enforcement == "deny" else {}
    )
    if rule.applies_when and _is_condition(rule.applies_when):
        found["applies-when"] = Block(rule.applies_when)
    return found


@lru_cache(maxsize=4096)
def _is_condition(expr: str) -> bool:
    from cel_expr_python import cel

    from runbook_gen.engine.cel import Engine

    return not VARIABLES.search(expr) and bool(Engine().compile(expr).type == cel.Type.BOOL)


def variables(rule: ManifestRule) -> list[dict[str, str]]:
    """The rule's variables, in order."""
    return [{"name": key, "expression": Block(expr)} for key, expr in rule.variables.items()]


def admitted(rule: ManifestRule, *also: str) -> str:
    """CEL that holds for what may be admitted; `also` are conditions that are not asked before."""
    fault = [*also]
    if rule.applies_when and "applies-when" not in conditions(rule):
        fault.append(rule.applies_when)
    fault.append(rule.expr)
    if len(fault) == 1:
        return f"!{enclosed(rule.expr)}"
    return "!(" + " &&\n  ".join(map(enclosed, fault)) + ")"


def validation(rules: RuleSet, incident: Incident, rule: ManifestRule, *also: str) -> Any:
    """The one thing that a policy asks, and what it says if the answer is no."""
    said = {
        "expression": Block(admitted(rule, *also)),
        "message": message(rules, incident, rule),
        "messageExpression": Block(message_expression(rules, incident, rule)),
    }
    return {key: text for key, text in said.items() if text}

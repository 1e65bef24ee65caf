"""Manifest rules in admission control: which can be said there, and in which words of CEL.

The three targets that judge what is applied to a cluster (`vap`, `kyverno`, `gatekeeper`) share
the language of Kubernetes' own policies. They see one object at a time and nothing beside it.
"""

import re
from collections.abc import Iterator

from runbook_gen.export.ruleset import READS, RuleSet
from runbook_gen.model.artifact import Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import ManifestRule, Rule

TEXT = re.compile(r"""r?(['"])(?:\\.|(?!\1).)*\1""", re.DOTALL)
PATH = re.compile(r"(?<![\w.])path(?![\w(])")
"""The variable that holds a document's path, in an expression without its texts."""


def admissible(rules: RuleSet, target: str) -> Iterator[tuple[Incident, ManifestRule] | Loss]:
    """Each rule that an admission policy can say, and a loss for each other one."""
    for incident, rule in rules.rules:
        reason = refusal(rule)
        if reason:
            yield Loss(rule.id, target, reason)
        elif isinstance(rule, ManifestRule):
            yield incident, rule


def refusal(rule: Rule) -> str:
    """Why an admission policy cannot say a rule; empty where it can."""
    from runbook_gen.engine.cel import own_functions

    if not isinstance(rule, ManifestRule):
        return f"it reads {READS[rule.kind]}; admission control sees objects that are applied"
    if rule.scope != "kubernetes":
        return (
            "its scope is the file: the API server refuses such an object first, or never sees it"
        )
    exprs = tuple(rule.expressions.values())
    names = own_functions(exprs)
    if names:
        uses = ", ".join(f"{name}()" for name in names)
        return f"uses {uses}: not available in an admission policy"
    if any(PATH.search(TEXT.sub("", expr)) for expr in exprs):
        return "uses path: an object that is applied has no file"
    return ""


def sound(rule: ManifestRule) -> str:
    """CEL that holds for what may be admitted: the rule's expression holds where the fault is."""
    return f"!({rule.expr})"

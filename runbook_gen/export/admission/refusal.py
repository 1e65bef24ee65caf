"""Manifest rules in admission control: which can be said there.

The three targets that judge what is applied to a cluster (`vap`, `kyverno`, `gatekeeper`) share
the language of Kubernetes' own policies. They see one object at a time and nothing beside it.
"""

from collections.abc import Iterator
from functools import lru_cache

from runbook_gen.export.ruleset import READS, RuleSet
from runbook_gen.model.artifact import Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import ManifestRule, Rule

PATH = "undeclared reference to 'path'"


def admissible(rules: RuleSet, target: str) -> Iterator[tuple[Incident, ManifestRule] | Loss]:
    """Each rule that an admission policy can say, and a loss for each other one."""
    for incident, rule in rules.rules:
        reason = refusal(rule) or _unnamed(incident, rule)
        if reason:
            yield Loss(rule.id, target, reason)
        elif isinstance(rule, ManifestRule):
            yield incident, rule


def refusal(rule: Rule) -> str:
    """Why an admission policy cannot say a rule; empty where it can."""
    if not isinstance(rule, ManifestRule):
        return f"it reads {READS[rule.kind]}; admission control sees objects that are applied"
    if rule.scope != "kubernetes":
        return (
            "its scope is the file: the API server refuses such an object first, or never sees it"
        )
    others = (rule.applies_when, rule.expr, rule.culprits)
    return _foreign(tuple(rule.variables.items()), tuple(expr for expr in others if expr))


@lru_cache(maxsize=4096)
def _foreign(variables: tuple[tuple[str, str], ...], exprs: tuple[str, ...]) -> str:
    """What of a rule's CEL no admission policy has."""
    from runbook_gen.engine.cel import own_functions
    from runbook_gen.engine.checked import refused

    reason = refused(dict(variables), exprs)
    if reason.startswith(PATH):
        return "uses path: an object that is applied has no file"
    names = own_functions((*(expr for _, expr in variables), *exprs)) if reason else ()
    if names:
        uses = ", ".join(f"{name}()" for name in names)
        return f"uses {uses}: not available in an admission policy"
    return reason and f"the API server's CEL refuses it: {reason}"


def _unnamed(incident: Incident, rule: Rule) -> str:
    """Why a rule means more without its keywords, of which no admission policy knows."""
    if not isinstance(rule, ManifestRule) or not rule.keywords:
        return ""
    from runbook_gen.engine.judge import Judge
    from runbook_gen.model.fault import Fault
    from runbook_gen.model.tree import MemoryTree

    judge = Judge([(incident, rule.model_copy(update={"keywords": ()}))])
    trees = map(MemoryTree, rule.examples.silent)
    loud = sum(any(isinstance(j, Fault) for j in judge.judge(tree)) for tree in trees)
    texts = f"{loud} example{'s' * (loud != 1)} on which it should be silent"
    return f"without its keywords, which no admission policy has, it fires on {texts}" * bool(loud)

"""Manifest rules in admission control: which can be said there.

The three targets that judge what is applied to a cluster (`vap`, `kyverno`, `gatekeeper`) share
the language of Kubernetes' own policies. They see one object at a time and nothing beside it.
"""

from collections.abc import Iterator
from functools import lru_cache

from runbook_gen.export.log_lines import counted
from runbook_gen.export.ruleset import RuleSet, of_other_kind
from runbook_gen.model.artifact import Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
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


def refusal(rule: Rule) -> Reason | None:
    """Why an admission policy cannot say a rule; None where it can."""
    if not isinstance(rule, ManifestRule):
        sees = Reason("admission control sees objects that are applied")
        return of_other_kind(rule, sees)
    if rule.scope != "kubernetes":
        return Reason(
            "its scope is the file: the API server refuses such an object first, or never sees it"
        )
    others = (rule.applies_when, rule.expr, rule.culprits)
    return _foreign(tuple(rule.variables.items()), tuple(expr for expr in others if expr))


@lru_cache(maxsize=4096)
def _foreign(variables: tuple[tuple[str, str], ...], exprs: tuple[str, ...]) -> Reason | None:
    """What of a rule's CEL no admission policy has."""
    from runbook_gen.engine.cel import own_functions
    from runbook_gen.engine.checked import refused

    why = refused(dict(variables), exprs)
    if not why:
        return None
    if why.startswith(PATH):
        return Reason("uses path: an object that is applied has no file")
    names = own_functions((*(expr for _, expr in variables), *exprs))
    if names:
        uses = ", ".join(f"{name}()" for name in names)
        return Reason("uses {functions}: not available in an admission policy", functions=uses)
    return Reason("the API server's CEL refuses it: {why}", why=why)


def _unnamed(incident: Incident, rule: Rule) -> Reason | None:
    """Why a rule means more without its keywords, of which no admission policy knows."""
    if not isinstance(rule, ManifestRule) or not rule.keywords:
        return None
    from runbook_gen.engine.judge import Judge
    from runbook_gen.model.fault import Fault
    from runbook_gen.model.tree import MemoryTree

    judge = Judge([(incident, rule.model_copy(update={"keywords": ()}))])
    trees = map(MemoryTree, rule.examples.silent)
    loud = sum(any(isinstance(j, Fault) for j in judge.judge(tree)) for tree in trees)
    if not loud:
        return None
    return Reason(
        "without its keywords, which no admission policy has, it fires on {examples} on which it"
        " should be silent",
        examples=counted(loud),
    )

"""What a rule does: the old and the new one, tried on the examples of both."""

from collections.abc import Iterator
from typing import Any

from runbook_gen.diff.aspect import Difference
from runbook_gen.engine.proof import CannotProve, fires_on
from runbook_gen.model.rule import DocumentRule, Origin, Rule

RuleOf = tuple[Origin, Rule]


def behaviour(was: RuleOf, now: RuleOf) -> Iterator[Difference]:
    """On which examples the two rules differ; where none shows it, nobody can tell."""
    if was[1].kind != now[1].kind or _expressions(was[1]) == _expressions(now[1]):
        return
    examples = _examples(was[1], now[1])
    try:
        before = [fires_on(*was, example) for example in examples]
        after = [fires_on(*now, example) for example in examples]
    except CannotProve as error:
        yield Difference("changed", f"another expression, and it cannot be tried: {error}")
        return
    pairs = list(zip(before, after, strict=True))
    come, gone = pairs.count((False, True)), pairs.count((True, False))
    if come:
        yield Difference("stricter", f"fires on {_some(come, examples)} on which it was silent")
    if gone:
        yield Difference("looser", f"is silent on {_some(gone, examples)} on which it fired")
    if not (come or gone):
        told = f"which none of {len(examples)} examples tells from the old one"
        yield Difference("changed", f"another expression, {told if examples else 'not tried'}")


def _expressions(rule: Rule) -> Any:
    """All that decides when a rule fires, but for what is compared as it stands."""
    if isinstance(rule, DocumentRule):
        deciding = {way: expr for way, expr in rule.expressions.items() if way != ("culprits",)}
        return deciding, rule.keywords
    return rule.expr


def _examples(*rules: Rule) -> list[Any]:
    """The examples of the rules, each once; none of a metric rule, whose engine is promtool."""
    found: list[Any] = []
    for rule in rules:
        if rule.kind != "metric":
            for example in (*rule.examples.fires, *rule.examples.silent):
                if example not in found:
                    found.append(example)
    return found


def _some(count: int, examples: list[Any]) -> str:
    return f"{count} of {len(examples)} examples"

"""Whether a rule does on its own examples what they say."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from runbook_gen.engine.cel import BadExpression
from runbook_gen.engine.signature import BadSignature, fires, matches_empty
from runbook_gen.model.fault import Fault, Unjudged
from runbook_gen.model.rule import DocumentRule, LogRule, Origin, Rule
from runbook_gen.model.tree import MemoryTree

if TYPE_CHECKING:
    from runbook_gen.engine.judge import Judge


class Trial(NamedTuple):
    """A rule, tried on one of its examples; `number` counts from 0."""

    wanted: Literal["fires", "silent"]
    number: int
    fired: bool
    stumbled: str = ""
    """Why the rule could not judge the example."""

    @property
    def passed(self) -> bool:
        """Whether the rule did what the example says."""
        return not self.stumbled and self.fired == (self.wanted == "fires")

    @property
    def says(self) -> str:
        """What the rule did."""
        if self.stumbled:
            return f"stumbles ({self.stumbled})"
        return "fires" if self.fired else "does not fire"


class CannotProve(Exception):
    """The expression is none; nothing can be tried."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def trials(incident: Origin, rule: Rule) -> Iterator[Trial]:
    """The rule on each of its examples; none for a metric rule, whose engine is promtool.

    Raises:
        CannotProve: a log rule's expression is no RE2, or matches everything.
    """
    if isinstance(rule, LogRule):
        yield from _log_trials(rule)
    elif isinstance(rule, DocumentRule):
        yield from _document_trials(incident, rule)


def fires_on(incident: Origin, rule: Rule, example: str | Mapping[str, str]) -> bool:
    """Whether a log or document rule fires on a text or on files; where it stumbles, it does not.

    Raises:
        CannotProve: the expression is none.
    """
    if isinstance(example, str):
        try:
            return fires(rule.expr, example)
        except BadSignature as error:
            raise CannotProve(f"RE2 refuses it: {str(error)[:80]}", "") from None
    from runbook_gen.engine.judge import Judge

    try:
        judge = Judge([(incident, rule)])
    except BadExpression as error:
        raise CannotProve(f"it is no CEL: {error}", "") from None
    return _trial(judge, "fires", 0, dict(example)).fired


def _log_trials(rule: LogRule) -> Iterator[Trial]:
    try:
        empty = matches_empty(rule.expr)
    except BadSignature as error:
        message = f"RE2 refuses the expression: {str(error)[:80]}"
        remedy = "Close its brackets; RE2 has no lookaround and no backreferences."
        raise CannotProve(message, remedy) from None
    if empty:  # its examples would say the same again
        message = "the expression matches an empty text, and so every line"
        raise CannotProve(message, "Let it require at least one word of the failure.")
    for number, text in enumerate(rule.examples.fires):
        yield Trial("fires", number, fires(rule.expr, text))
    for number, text in enumerate(rule.examples.silent):
        yield Trial("silent", number, fires(rule.expr, text))


def _document_trials(incident: Origin, rule: DocumentRule) -> Iterator[Trial]:
    from runbook_gen.engine.judge import Judge  # knows every kind of file; most rules are of logs

    try:
        judge = Judge([(incident, rule)])
    except BadExpression:
        return  # `cel-syntax` says where and why
    for number, files in enumerate(rule.examples.fires):
        yield _trial(judge, "fires", number, files)
    for number, files in enumerate(rule.examples.silent):
        yield _trial(judge, "silent", number, files)


def _trial(
    judge: "Judge", wanted: Literal["fires", "silent"], number: int, files: dict[str, str]
) -> Trial:
    judged = list(judge.judge(MemoryTree(files)))
    stumbled = next((u.reason for u in judged if isinstance(u, Unjudged) and u.rule), "")
    return Trial(wanted, number, any(isinstance(j, Fault) for j in judged), stumbled)

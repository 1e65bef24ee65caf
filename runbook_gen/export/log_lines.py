"""Rules over log text in tools that judge each line by itself, as it stands.

Our own engine also reads through frames and escapes and joins wrapped lines (see
`engine.logtext`); most tools do not. What that costs is found out on the rule's own examples.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from runbook_gen.model.artifact import Loss
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import LogRule

Finds = Callable[[str], bool]
"""Whether the target finds the rule in one line of a log."""


@lru_cache(maxsize=4096)
def finds(expr: str) -> Finds:
    """As most targets do: an RE2 expression, anywhere in a line.

    What it found is remembered, for one target after another asks it of the same examples.

    Raises:
        BadSignature: it is no RE2.
    """
    from runbook_gen.engine.signature import compile_signature

    compiled = compile_signature(expr)

    @lru_cache(maxsize=256)
    def found(line: str) -> bool:
        return compiled.search(line) is not None

    return found


def fires_by_line(found: Finds, text: str) -> bool:
    """Whether a rule fires on a text of which each line is judged by itself."""
    return any(found(line) for line in text.splitlines())


def loss_by_line(rule: LogRule, target: str, found: Finds) -> Loss | None:
    """What is lost where the rule sees one line at a time; None where nothing is.

    It is refused where it would fire on a text that it should be silent on, or never.
    """
    how = Reason("line by line")
    never = Reason("none of its examples has the failure in one line; the target joins no lines")
    return _loss(rule, target, _Reading(how, never, lambda t: fires_by_line(found, t)))


def loss_by_text(rule: LogRule, target: str, found: Finds) -> Loss | None:
    """What is lost where the target searches a whole file at once, as it stands."""
    how = Reason("over a whole file")
    never = Reason(
        "none of its examples shows the failure as it stands; the target undoes no escapes"
    )
    return _loss(rule, target, _Reading(how, never, found))


class _Reading(NamedTuple):
    """How a target reads a text, in words; what to say where it never fires; whether it does."""

    how: Reason
    never: Reason
    fires: Callable[[str], bool]


def _loss(rule: LogRule, target: str, reading: _Reading) -> Loss | None:
    sound = sum(map(reading.fires, rule.examples.silent))
    if sound:
        reason = Reason(
            "{how} it fires on {examples} on which the rule is silent",
            how=reading.how,
            examples=counted(sound),
        )
        return Loss(rule.id, target, reason)
    total = len(rule.examples.fires)
    seen = sum(map(reading.fires, rule.examples.fires))
    if not seen:
        return Loss(rule.id, target, reading.never)
    if seen < total:
        reason = Reason(
            "finds {seen} of its {examples}: the others are wrapped, framed or escaped",
            seen=seen,
            examples=counted(total),
        )
        return Loss(rule.id, target, reason, "lossy")
    return None


def counted(examples: int) -> Reason:
    """So many examples, in words."""
    return Reason("1 example") if examples == 1 else Reason("{count} examples", count=examples)

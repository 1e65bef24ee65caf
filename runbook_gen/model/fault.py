"""A fault: what a manifest or file rule found, and where."""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from runbook_gen.model.known_rule import KnownRule
    from runbook_gen.model.rule import DocumentRule, Origin


class Fault(NamedTuple):
    """A rule fired: `line` and `column` from 1; `culprit` is the value it points to, if any."""

    incident: "Origin"
    rule: "DocumentRule | KnownRule"
    file: str
    line: int
    column: int
    culprit: Any = None


class Unjudged(NamedTuple):
    """What rules could not be tried on: a file that is not read, or a value a rule stumbles over.

    `rule` is empty where no rule could.
    """

    file: str
    line: int
    reason: str
    rule: str = ""

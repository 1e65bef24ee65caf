"""What shows that a rule is right: cases that it was tried on, and how each ended."""

from typing import Literal, NamedTuple

from runbook_gen.model.place import Place

Outcome = Literal["passed", "failed", "not run"]
Trial = Literal["fires", "silent", "other incidents", "ordinary"]
"""On what a rule is tried: its own examples, those of other incidents, ordinary days."""

TRIALS: tuple[Trial, ...] = ("fires", "silent", "other incidents", "ordinary")


class Case(NamedTuple):
    """A rule tried on something; `tried` says on how many texts or trees at once."""

    rule: str
    trial: Trial
    name: str
    outcome: Outcome
    tried: int
    place: Place
    detail: str = ""


class Proven(NamedTuple):
    """A rule and its cases."""

    incident: str
    rule: str
    kind: str
    maturity: str
    cases: tuple[Case, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst of its cases."""
        outcomes = {case.outcome for case in self.cases}
        return (
            "failed" if "failed" in outcomes else "not run" if "not run" in outcomes else "passed"
        )

    def passed(self, trial: Trial) -> tuple[int, int]:
        """How many texts or trees passed a trial, and how many there were."""
        of = [case for case in self.cases if case.trial == trial]
        passed = sum(case.tried for case in of if case.outcome == "passed")
        return passed, sum(case.tried for case in of)

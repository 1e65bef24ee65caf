"""A log rule: a signature of the failure in log text."""

from typing import Literal

from pydantic import Field

from runbook_gen.model.record import Record, Verbatim
from runbook_gen.model.rule.every import EveryRule, Example

LogSource = Literal["node", "pod", "event", "ci"]


class LogExamples(Record):
    """The proof of a log rule."""

    fires: tuple[Example, ...] = Field(
        min_length=1, description="Log texts of the failure, on each of which the rule fires."
    )
    silent: tuple[Example, ...] = Field(
        min_length=1, description="Sound or look-alike log texts, on none of which the rule fires."
    )


class LogRule(EveryRule):
    """A signature: a regular expression that finds the failure in log text."""

    kind: Literal["log"] = Field(description="A rule over log text.")
    expr: Verbatim = Field(
        description="An RE2 regular expression (no lookaround, no backreferences)."
    )
    sources: tuple[LogSource, ...] = Field(
        (),
        description="Where such lines stand: `node` (kubelet, container runtime, kernel), `pod` "
        "(what a container prints), `event` (Kubernetes events), `ci` (jobs, and commands that "
        "people run). node-problem-detector is given those of nodes.",
    )
    examples: LogExamples = Field(description="The proof, run by `runbook-gen test`.")

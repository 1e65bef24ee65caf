"""A rule: the lesson of an incident, in a form that a machine remembers.

A rule lives in the incident that it prevents and carries its own proof: examples on which it
fires and examples on which it stays silent.
"""

from typing import Annotated, Literal

from pydantic import Field

from runbook_gen.model.record import Line, Record, Slug, Verbatim
from runbook_gen.model.text import Text

Duration = Annotated[str, Field(pattern=r"^([0-9]+(ms|[smhdwy]))+$")]
"""A length of time as Prometheus writes it: `5m`, `1h30m`."""

LabelName = Annotated[str, Field(pattern=r"^[a-zA-Z_][a-zA-Z0-9_]*$")]

RuleSeverity = Literal["critical", "warning", "info"]
Confidence = Literal["exact", "heuristic"]


class RuleEvidence(Record):
    """Where the wording that a rule looks for was seen."""

    tool: Line = Field(description="The program that printed it, such as `kubelet`.")
    version: Line | None = Field(None, description="The program's version, such as `1.28.4`.")
    text: Verbatim = Field(description="The exact text, as printed.")


class LogExamples(Record):
    """The proof of a log rule."""

    fires: tuple[Verbatim, ...] = Field(
        min_length=1, description="Log texts of the failure, on each of which the rule fires."
    )
    silent: tuple[Verbatim, ...] = Field(
        min_length=1, description="Sound or look-alike log texts, on none of which the rule fires."
    )


class Series(Record):
    """One time series of an example, in the notation of `promtool test rules`."""

    series: Line = Field(description='Metric name and labels, such as `up{job="api"}`.')
    values: Line = Field(description="Samples a minute apart, such as `1+0x15`.")


class MetricCase(Record):
    """Time series, and what the alert does on them at a moment."""

    series: tuple[Series, ...] = Field(min_length=1, description="The series that go in.")
    at: Duration = Field(description="When to look, counted from the first sample.")
    labels: dict[LabelName, Line] = Field(
        default_factory=dict, description="The labels that the firing alert takes from its series."
    )


class MetricExamples(Record):
    """The proof of a metric rule."""

    fires: tuple[MetricCase, ...] = Field(min_length=1, description="Cases in which it fires.")
    silent: tuple[MetricCase, ...] = Field(
        min_length=1, description="Cases in which it stays silent."
    )


class RuleBase(Record):
    """What every kind of rule has."""

    id: Slug = Field(description="The rule's name, unique in the collection and never reused.")
    title: Text = Field(description="What the rule notices, in a few words.")
    severity: RuleSeverity = Field(description="How urgent a hit is.")
    message: Text = Field(
        description="What a hit means. `{name}` stands for a label of a metric rule."
    )
    remediation: Text = Field(description="What to do first when it hits.")
    confidence: Confidence = Field(
        description="`exact`: only this failure looks so. `heuristic`: others may look so too."
    )
    caveats: tuple[Text, ...] = Field(
        (), description="What looks alike and is something else; when the rule is wrong."
    )
    also_matches: tuple[Slug, ...] = Field(
        (), description="Other incidents whose texts this rule rightly fires on as well."
    )
    evidence: tuple[RuleEvidence, ...] = Field(
        (), description="Where the wording was seen: tool, version, exact text."
    )


class LogRule(RuleBase):
    """A signature: a regular expression that finds the failure in log text."""

    kind: Literal["log"] = Field(description="A rule over log text.")
    expr: Verbatim = Field(
        description="An RE2 regular expression (no lookaround, no backreferences)."
    )
    examples: LogExamples = Field(description="The proof, run by `runbook-gen check`.")


class MetricRule(RuleBase):
    """An alert: a PromQL expression that holds while the failure lasts."""

    kind: Literal["metric"] = Field(description="A rule over metrics.")
    expr: Verbatim = Field(description="A PromQL expression.")
    for_: Duration = Field(
        alias="for", description="How long it must hold before it fires, such as `5m`."
    )
    examples: MetricExamples = Field(description="The proof, run by promtool.")


Rule = Annotated[LogRule | MetricRule, Field(discriminator="kind")]

"""A metric rule: an alert over time series."""

from typing import Annotated, Literal

from pydantic import Field

from runbook_gen.model.record import Line, Record, Verbatim
from runbook_gen.model.rule.every import EveryRule

Duration = Annotated[str, Field(pattern=r"^([0-9]+(ms|[smhdwy]))+$", max_length=40)]
"""A length of time as Prometheus writes it: `5m`, `1h30m`."""

LabelName = Annotated[str, Field(pattern=r"^[a-zA-Z_][a-zA-Z0-9_]*$", max_length=80)]


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


class MetricRule(EveryRule):
    """An alert: a PromQL expression that holds while the failure lasts."""

    kind: Literal["metric"] = Field(description="A rule over metrics.")
    expr: Verbatim = Field(description="A PromQL expression.")
    for_: Duration = Field(
        alias="for", description="How long it must hold before it fires, such as `5m`."
    )
    examples: MetricExamples = Field(description="The proof, run by promtool.")

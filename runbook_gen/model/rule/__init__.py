"""A rule: the lesson of an incident, in a form that a machine remembers.

A rule lives in the incident that it prevents and carries its own proof: examples on which it
fires and examples on which it stays silent. One file here is one kind of rule.
"""

from typing import Annotated

from pydantic import Field

from runbook_gen.model.rule.document import (
    DocumentRule,
    FileRule,
    FileTree,
    ManifestRule,
    Resources,
)
from runbook_gen.model.rule.every import Confidence, EveryRule, Maturity, Origin
from runbook_gen.model.rule.log import LogRule
from runbook_gen.model.rule.metric import MetricCase, MetricRule

__all__ = [
    "Confidence",
    "DocumentRule",
    "EveryRule",
    "FileRule",
    "FileTree",
    "LogRule",
    "ManifestRule",
    "Maturity",
    "MetricCase",
    "MetricRule",
    "Origin",
    "Resources",
    "Rule",
]

Rule = Annotated[LogRule | MetricRule | ManifestRule | FileRule, Field(discriminator="kind")]

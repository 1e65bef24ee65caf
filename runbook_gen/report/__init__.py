"""Findings for people and for machines: one file per format.

A format is a function from findings to text; `REPORTS` maps its name on the command line to it.
"""

from collections.abc import Callable, Mapping, Sequence

from runbook_gen.model.finding import Finding
from runbook_gen.report import json_v1, text

Report = Callable[[Sequence[Finding]], str]

REPORTS: Mapping[str, Report] = {
    "text": text.report,
    "json": json_v1.report,
}

__all__ = ["REPORTS", "Report"]

"""Findings as JSON, version 1: the shape that programs may rely on."""

import json
from collections.abc import Sequence

from runbook_gen.model.finding import Finding


def report(findings: Sequence[Finding]) -> str:
    """`{"version": 1, "findings": [{id, severity, file, line, column, message, remedy}]}`."""
    told = {"version": 1, "findings": rows(findings)}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def rows(findings: Sequence[Finding]) -> list[dict[str, str | int]]:
    """The findings alone, for a report that has more to say."""
    return [
        {
            "id": finding.id,
            "severity": finding.severity,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message,
            "remedy": finding.remedy,
        }
        for finding in findings
    ]

"""The findings of a scan as JSON, version 1: the shape that programs may rely on."""

import json
from collections.abc import Sequence

from runbook_gen.model.finding import Finding


def report(findings: Sequence[Finding]) -> str:
    """`{"version": 1, "findings": [{rule, incident, severity, confidence, file, line, …}]}`.

    `incident` and `confidence` are null where no rule of an incident found it (`drift`).
    """
    rows = [
        {
            "rule": finding.id,
            "incident": finding.incident or None,
            "severity": finding.severity,
            "confidence": finding.confidence or None,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message,
            "remedy": finding.remedy,
            "page": finding.page or None,
        }
        for finding in findings
    ]
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=2) + "\n"

"""Findings as annotations of a GitHub workflow: they show on the changed lines."""

import re
from collections.abc import Sequence

from runbook_gen.model.finding import Finding
from runbook_gen.report.sentence import sentence

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LEVEL = {"error": "error", "warning": "warning", "note": "notice"}


def report(findings: Sequence[Finding]) -> str:
    """One workflow command a finding."""
    return "".join(_command(finding) for finding in findings)


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": finding.id}
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    said = f"{sentence(finding.message)} {sentence(finding.remedy)} {finding.page}".rstrip()
    return f"::{LEVEL[finding.severity]} {given}::{_data(said)}\n"


def _data(text: str) -> str:
    """`text` so that it cannot end its command, begin another, or move a terminal's cursor."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

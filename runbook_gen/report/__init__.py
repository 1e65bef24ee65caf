"""Findings, proofs and changes for people and for machines: one file per format.

A format is a function from findings to text; `REPORTS` maps its name on the command line to it.
"""

from collections.abc import Callable, Mapping, Sequence

from runbook_gen.engine.translation import Standing, Tally
from runbook_gen.model.change import Change, Release
from runbook_gen.model.draft import Imported
from runbook_gen.model.finding import Finding
from runbook_gen.model.proof import Proven
from runbook_gen.model.review import Review
from runbook_gen.report import (
    changes_markdown,
    changes_text,
    changes_v1,
    github,
    import_text,
    import_v1,
    json_v1,
    junit,
    plan_text,
    plan_v1,
    proof_text,
    proof_v1,
    review_markdown,
    review_text,
    review_v1,
    sarif,
    scan_v1,
    text,
    translations_text,
    translations_v1,
)

Report = Callable[[Sequence[Finding]], str]

REPORTS: Mapping[str, Report] = {
    "text": text.report,
    "json": json_v1.report,
    "sarif": sarif.report,
    "github": github.report,
}

SCAN_REPORTS: Mapping[str, Report] = {**REPORTS, "json": scan_v1.report}
"""The same of a scan, whose JSON names rules rather than checks."""

PROOF_REPORTS: Mapping[str, Callable[[Sequence[Proven]], str]] = {
    "text": proof_text.report,
    "json": proof_v1.report,
    "junit": junit.report,
}

CHANGE_REPORTS: Mapping[str, Callable[[Sequence[Change], Release], str]] = {
    "text": changes_text.report,
    "json": changes_v1.report,
    "markdown": changes_markdown.report,
}

REVIEW_REPORTS: Mapping[str, Callable[[Review], str]] = {
    "text": review_text.report,
    "json": review_v1.report,
    "markdown": review_markdown.report,
}

IMPORT_REPORTS: Mapping[str, Callable[[Sequence[Imported]], str]] = {
    "text": import_text.report,
    "json": import_v1.report,
}

TRANSLATION_REPORTS: Mapping[str, Callable[[Sequence[Tally], Sequence[Standing], str], str]] = {
    "text": translations_text.report,
    "json": translations_v1.report,
}

__all__ = [
    "CHANGE_REPORTS",
    "IMPORT_REPORTS",
    "PROOF_REPORTS",
    "REPORTS",
    "REVIEW_REPORTS",
    "SCAN_REPORTS",
    "TRANSLATION_REPORTS",
    "Report",
    "plan_text",
    "plan_v1",
]

"""Findings, proofs and changes for people and for machines: one file per format.

A format is a function from findings to text; `REPORTS` maps its name on the command line to it.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from runbook_gen.engine.translation import Standing, Tally
    from runbook_gen.model.change import Change, Release
    from runbook_gen.model.draft import Imported
    from runbook_gen.model.finding import Finding
    from runbook_gen.model.proof import Proven
    from runbook_gen.model.review import Review


def _in(module: str) -> Callable[..., str]:
    """The `report` of a module of this room, which is imported when it is first asked for one."""

    def report(*told: Any) -> str:
        return str(import_module(f"runbook_gen.report.{module}").report(*told))

    return report


Report = Callable[[Sequence["Finding"]], str]

REPORTS: Mapping[str, Report] = {
    "text": _in("text"),
    "json": _in("json_v1"),
    "sarif": _in("sarif"),
    "github": _in("github"),
}

SCAN_REPORTS: Mapping[str, Report] = {**REPORTS, "json": _in("scan_v1")}
"""The same of a scan, whose JSON names rules rather than checks."""

PROOF_REPORTS: Mapping[str, Callable[[Sequence["Proven"]], str]] = {
    "text": _in("proof_text"),
    "json": _in("proof_v1"),
    "junit": _in("junit"),
}

CHANGE_REPORTS: Mapping[str, Callable[[Sequence["Change"], "Release"], str]] = {
    "text": _in("changes_text"),
    "json": _in("changes_v1"),
    "markdown": _in("changes_markdown"),
}

REVIEW_REPORTS: Mapping[str, Callable[["Review"], str]] = {
    "text": _in("review_text"),
    "json": _in("review_v1"),
    "markdown": _in("review_markdown"),
}

IMPORT_REPORTS: Mapping[str, Callable[[Sequence["Imported"]], str]] = {
    "text": _in("import_text"),
    "json": _in("import_v1"),
}

TRANSLATION_REPORTS: Mapping[str, Callable[[Sequence["Tally"], Sequence["Standing"], str], str]] = {
    "text": _in("translations_text"),
    "json": _in("translations_v1"),
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
]

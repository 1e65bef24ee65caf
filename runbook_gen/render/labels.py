"""What the values of the model's closed fields are called on a page.

`_` only marks the words for the catalogue; they are translated when a page is rendered.
"""


def _(word: str) -> str:
    return word


LABELS: dict[str, dict[str, str]] = {
    "severity": {
        "critical": _("Critical"),
        "high": _("High"),
        "medium": _("Medium"),
        "low": _("Low"),
        "warning": _("Warning"),
        "info": _("Information"),
        "error": _("Error"),
        "note": _("Note"),
    },
    "status": {
        "open": _("Open"),
        "mitigated": _("Mitigated"),
        "resolved": _("Resolved"),
        "superseded": _("Superseded"),
    },
    "field": {
        "occurred": _("Date"),
        "cluster": _("Cluster"),
        "status": _("Status"),
        "severity": _("Severity"),
        "components": _("Component"),
    },
    "effect": {
        "reads": _("reads only"),
        "changes": _("changes"),
        "destroys": _("destroys"),
    },
    "purpose": {
        "diagnose": _("Diagnosis"),
        "workaround": _("Workaround"),
        "fix": _("Fix"),
        "prevent": _("Prevention"),
    },
    "outcome": {
        "worked": _("worked"),
        "failed": _("failed"),
        "partial": _("worked in part"),
        "not-tried": _("not tried"),
    },
    "relation": {
        "causes": _("Led to"),
        "caused-by": _("Caused by"),
        "blocks": _("Blocked"),
        "blocked-by": _("Blocked by"),
        "supersedes": _("Supersedes"),
        "see-also": _("See also"),
    },
    "confidence": {
        "exact": _("exact: only this failure looks so"),
        "heuristic": _("heuristic: others may look so too"),
    },
    "scheme": {"dark": _("Dark"), "light": _("Light")},
    "kind": {
        "log": _("Log signature"),
        "metric": _("Metric alert"),
        "manifest": _("Manifest rule"),
        "file": _("File rule"),
    },
    "said": {
        "exported": _("said whole"),
        "lossy": _("said in part"),
        "refused": _("not said"),
    },
    "maturity": {
        "draft": _("draft: the fault is not recorded"),
        "tested": _("tested: the fault was recorded once"),
        "stable": _("stable: seen in several tools or versions"),
    },
}
CLOSE = _("Close")
SEVERITY_ORDER = ("critical", "high", "medium", "low")
STATUS_ORDER = ("open", "mitigated", "resolved", "superseded")
SAID_SIGNS = {"exported": "✓", "lossy": "◕", "refused": "–"}
OUTCOME_SIGNS = {"worked": "✓", "failed": "✗", "partial": "△", "not-tried": "○"}

"""A review as JSON, version 1: the shape that programs may rely on."""

import json
from typing import Any

from runbook_gen.model.review import Review
from runbook_gen.report.json_v1 import rows


def report(review: Review) -> str:
    """`{"version": 1, "verdict": {…}, "records": […], "rules": […], "findings": […], …}`."""
    told = {
        "version": 1,
        **{name: _plain(value) for name, value in review._asdict().items()},
        "findings": rows(review.findings),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """Tuples with names as mappings, others as lists, at any depth."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(inner) for name, inner in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value

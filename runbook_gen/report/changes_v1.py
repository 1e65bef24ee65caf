"""Changes as JSON, version 1: the shape that programs may rely on."""

import json
from collections.abc import Sequence

from runbook_gen.model.change import Change, Release


def report(changes: Sequence[Change], release: Release) -> str:
    """`{"version": 1, "changes": [{rule, incident, meaning, step, details}], "release": {…}}`."""
    told = {
        "version": 1,
        "changes": [change._asdict() for change in changes],
        "release": {**release._asdict(), "rises": release.rises},
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

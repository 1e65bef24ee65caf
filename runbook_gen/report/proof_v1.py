"""Proof as JSON, version 1: the shape that programs may rely on."""

import json
from collections.abc import Sequence

from runbook_gen.model.proof import Proven


def report(proven: Sequence[Proven]) -> str:
    """`{"version": 1, "rules": [{rule, incident, kind, maturity, outcome, cases: [...]}]}`."""
    rows = [
        {
            "rule": rule.rule,
            "incident": rule.incident,
            "kind": rule.kind,
            "maturity": rule.maturity,
            "outcome": rule.outcome,
            "cases": [
                {
                    "trial": case.trial,
                    "name": case.name,
                    "tried": case.tried,
                    "outcome": case.outcome,
                    "file": case.place.file,
                    "line": case.place.line,
                    "detail": case.detail,
                }
                for case in rule.cases
            ],
        }
        for rule in proven
    ]
    return json.dumps({"version": 1, "rules": rows}, ensure_ascii=False, indent=2) + "\n"

"""A plan as JSON, version 1: the shape that programs may rely on."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place
from runbook_gen.model.sync import Application, Move, Plan, Sync
from runbook_gen.report import json_v1


def report(plan: Plan, findings: Sequence[Finding]) -> str:
    """`{"version": 1, "waves": [{wave, apps: […]}], "syncs": […], "passed": […], "findings": […]}`.

    `declared` is false where no wave is stated: then it is the default, 0. An application that an
    ApplicationSet makes stands in `waves` only if its template states a wave; `generates` has all.
    """
    return _json({"version": 1, **_plan(plan), "findings": json_v1.rows(findings)})


def comparison(old: Plan, new: Plan, moves: Iterable[Move], findings: Sequence[Finding]) -> str:
    """`{"version": 1, "moves": [{app, before, after}], "before": …, "after": …, "findings": […]}`.

    A wave is null where the application is not there.
    """
    told = {
        "version": 1,
        "moves": [move._asdict() for move in moves],
        "before": _plan(old),
        "after": _plan(new),
        "findings": json_v1.rows(findings),
    }
    return _json(told)


def _plan(plan: Plan) -> dict[str, Any]:
    makes: dict[str, list[str]] = {}
    for app in plan.applications:
        makes.setdefault(app.generated_by, []).append(app.name)
    return {
        "waves": [
            {"wave": wave, "apps": [_app(app, makes.get(app.name, [])) for app in apps]}
            for wave, apps in plan.waves.items()
        ],
        "syncs": [_sync(sync) for sync in plan.syncs],
        "passed": [passed._asdict() for passed in plan.passed],
    }


def _app(app: Application, makes: list[str]) -> dict[str, Any]:
    return {
        "name": app.name,
        "kind": app.kind,
        "declared": app.declared,
        **_place(app.place),
        "parent": app.parent or None,
        "generated_by": app.generated_by or None,
        "generates": makes,
        "needs": list(app.needs),
    }


def _sync(sync: Sync) -> dict[str, Any]:
    rows = [
        {
            "phase": task.phase,
            "wave": task.wave,
            "declared": task.declared,
            "kind": task.kind,
            "namespace": task.namespace or None,
            "name": task.name,
            **_place(task.place),
        }
        for task in sync.tasks
    ]
    return {"app": sync.app or None, "source": sync.source or None, "tasks": rows}


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

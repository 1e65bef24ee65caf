"""An import as JSON, version 1. Lines count from 1, both ends included."""

import json
from collections.abc import Sequence
from typing import Any

from runbook_gen.model.draft import Imported, Span, Told, Written


def report(imported: Sequence[Imported]) -> str:
    """`{"version": 1, "documents": [{"file", "lines", "incidents", "cluster", "leftovers"}]}`."""
    told = {"version": 1, "documents": [_document(each) for each in imported]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _document(each: Imported) -> dict[str, Any]:
    draft = each.draft
    told = [_file(*both) for both in zip(draft.told, each.files, strict=True)]
    return {
        "file": draft.file,
        "lines": {
            "said": draft.said,
            "placed": draft.placed,
            "notes": draft.noted,
            "left": draft.left,
        },
        "incidents": told[: len(draft.incidents)],
        "cluster": told[-1] if draft.cluster else None,
        "leftovers": [
            {"lines": _lines(left.span), "under": left.under, "text": left.text}
            for left in draft.leftovers
        ],
    }


def _file(told: Told, file: Written) -> dict[str, Any]:
    record = told.record
    fields: dict[str, list[int]] = {}
    for line, field in sorted(told.lines.items()):
        fields.setdefault(field, []).append(line + 1)
    return {
        "id": record["id"],
        "title": record["title"],
        "file": file.path,
        "state": file.state,
        "assumed": list(record.get("assumed", ())),
        "fields": fields,
        "alike": [
            {"id": a.id, "as": "duplicate" if a.same else "related", "score": a.score,
             "shared": list(a.shared)}
            for a in file.alike
        ],
        "difference": file.difference,
    }  # fmt: skip


def _lines(span: Span) -> list[int]:
    return [span[0] + 1, span[1]]

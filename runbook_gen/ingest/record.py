"""The record of an incident: what was brought together, and what had to be guessed."""

import re
from collections.abc import Iterator
from typing import Any

from runbook_gen.engine.shell import placeholders
from runbook_gen.ingest.components import Components
from runbook_gen.ingest.entry import Entry, numbers

UNKNOWN_DAY = "1970-01-01"
"""What stands for a day that the document does not say; the field is among the assumed."""
SECRET = re.compile(r"(?i)token|passw|secret|credential|api_?key|private_?key")
LISTS = ("symptoms", "respond", "timeline", "causes", "impact", "actions", "verification",
         "measurements", "unresolved", "lessons", "notes")  # fmt: skip


def record(told: Entry, name: str, cluster: str, components: Components) -> dict[str, Any]:
    """The incident as its file has it; what the document does not say is among `assumed`."""
    lists = {**told.lists, **told.texts}
    found = told.values.get("components") or components.named(told.values["title"], lists)
    given = {
        "occurred": told.values.get("occurred"),
        "status": told.values.get("status"),
        "severity": told.values.get("severity"),
        "components": found,
    }
    guessed = {
        "occurred": UNKNOWN_DAY,
        "status": _status(lists),
        "severity": "medium",
        "components": ["unsorted"],
    }
    if "symptoms" not in lists:
        span = {"file": told.document.name, "lines": numbers(told.sources["title"])}
        lists["symptoms"] = [{"summary": told.values["title"], "origin": span}]
    inputs = _inputs(told, lists)
    case = told.case
    sources = {field: numbers(spans) for field, spans in told.sources.items()}
    return {
        "id": name,
        "title": told.values["title"],
        "occurred": given["occurred"] or guessed["occurred"],
        "cluster": cluster,
        "status": given["status"] or guessed["status"],
        "severity": given["severity"] or guessed["severity"],
        "components": given["components"] or guessed["components"],
        **({"inputs": inputs} if inputs else {}),
        **{field: lists[field] for field in LISTS if lists.get(field)},
        **({"assumed": missing} if (missing := [k for k, v in given.items() if not v]) else {}),
        "origin": {
            "file": told.document.name,
            "lines": numbers([(case.first, _end(told))]),
            "fields": sources,
        },
    }


def _end(told: Entry) -> int:
    last = told.case.last
    while last > told.case.first + 1 and not told.document.lines[last - 1].strip():
        last -= 1
    return last


def _status(lists: dict[str, Any]) -> str:
    """How it most likely stands: open where something is, else as the last fix ended."""
    fixes = [a["outcome"] for a in lists.get("actions", ()) if a["purpose"] == "fix"]
    done = "worked" in fixes and "partial" not in fixes and "unresolved" not in lists
    return "resolved" if done else "open"


def _inputs(told: Entry, lists: dict[str, Any]) -> list[dict[str, Any]]:
    """What the commands need from the reader: each `<NAME>` in them."""
    runs = [command["run"] for command in _commands(lists)]
    names = dict.fromkeys(name for run in runs for name in placeholders(run) if len(name) <= 80)
    return [
        {
            "name": name,
            "description": told.words.sentence("input", told.values["title"], name=name),
            **({"secret": True} if SECRET.search(name) else {}),
        }
        for name in names
    ]


def _commands(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "run" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _commands(each)

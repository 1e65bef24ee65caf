"""The log rules for a browser: what the box on the home page tries on a pasted log.

An expression is written so that JavaScript reads it as RE2 does; one that cannot be is left out,
and the box says so. The data is a script, because pages opened from a folder may not fetch files.
"""

import json
from functools import partial
from typing import Any

from runbook_gen.engine.markdown import parser
from runbook_gen.engine.regex.portable import TEXT, Unportable, portable
from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.incident import Incident

STEPS = 3
"""How many steps of an incident are told beside a log; its page has all."""


def log_rules(collection: Collection, language: str, remember: Remember = anew) -> dict[str, Any]:
    """The rules as `assets/js/logtext.js` takes them, and what to say of each incident."""
    rules: list[dict[str, str]] = []
    left_out: list[str] = []
    for incident, rule in collection.rules:
        if rule.kind != "log":
            continue
        regex = remember(partial("expression\0{}".format, rule.expr), partial(_portable, rule.expr))
        if not regex:
            left_out.append(rule.id)
            continue
        named = {"incident": incident.id, "id": rule.id, "confidence": rule.confidence}
        rules.append({**named, "regex": regex})
    known = dict.fromkeys(rule["incident"] for rule in rules)
    entries = {entry.record.id: entry for entry in collection.incidents}
    return {
        "rules": rules,
        "incidents": {id: _told(entries[id], language, remember) for id in known},
        "all": len(collection.by_id),
        "leftOut": left_out,
    }


def _portable(expr: str) -> str:
    """An expression for a browser; empty, where it cannot be one."""
    try:
        return portable(expr, TEXT)
    except Unportable:
        return ""


def _told(entry: Entry[Incident], language: str, remember: Remember) -> Any:
    make = partial(_answer, entry.record, language)
    told = remember(lambda: f"answer\0{language}\0{entry.whole}", lambda: json.dumps(make()))
    return json.loads(told)


def _answer(incident: Incident, language: str) -> dict[str, Any]:
    """What the box says of an incident."""
    return {
        "title": runs(incident.title.within(language)),
        "symptom": runs(incident.symptoms[0].summary.within(language)),
        "steps": [runs(step.summary.within(language)) for step in incident.respond[:STEPS]],
        "moreSteps": len(incident.respond[STEPS:]),
        "severity": incident.severity,
        "page": f"incidents/{incident.id}.html",
    }


def runs(markdown: str) -> list[str]:
    """A paragraph of an author's Markdown as plain words and code, by turns; words come first."""
    found = [""]
    for token in parser().parseInline(" ".join(markdown.split()))[0].children or []:
        if token.type == "code_inline":
            found += (token.content, "")
        elif not token.type.endswith(("_open", "_close")):
            found[-1] += token.content or " "
    return found

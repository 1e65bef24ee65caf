"""Findings as SARIF 2.1.0: what code hosts and editors read."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from runbook_gen import __version__
from runbook_gen.model.finding import Finding
from runbook_gen.report.sentence import sentence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(findings: Sequence[Finding]) -> str:
    """One run; each rule that fired is described once."""
    ids = list(dict.fromkeys(finding.id for finding in findings))
    first = {finding.id: finding for finding in reversed(findings)}
    run = {
        "tool": {
            "driver": {
                "name": "runbook-gen",
                "semanticVersion": __version__,
                "rules": [_rule(first[id]) for id in ids],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "Where it was run."}}},
        "results": [_result(finding, ids.index(finding.id)) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(finding: Finding) -> dict[str, Any]:
    """What all findings of a rule or check have in common."""
    title = sentence(finding.title or finding.id.replace("-", " ").capitalize())
    # What to do is the same for each finding of an incident's rule; of a check, it is not.
    remedy = finding.remedy if finding.incident else f"'runbook-gen explain {finding.id}' says more"
    rule: dict[str, Any] = {
        "id": finding.id,
        "name": "".join(word.capitalize() for word in finding.id.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{title} {sentence(remedy)}"},
        "help": {"text": sentence(remedy)},
        "defaultConfiguration": {"level": finding.severity},
    }
    if finding.page:
        rule["helpUri"] = finding.page
    return rule


def _result(finding: Finding, index: int) -> dict[str, Any]:
    place = finding.place
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    if place.source:
        region["snippet"] = {"text": place.source}
    mark = sha256("\0".join((finding.id, place.file, place.source.strip())).encode())
    result: dict[str, Any] = {
        "ruleId": finding.id,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": f"{sentence(finding.message)} {finding.remedy}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(place.file), "uriBaseId": "SRCROOT"},
                    "region": region,
                }
            }
        ],
        "partialFingerprints": {"runbookGen/v1": mark.hexdigest()[:32]},
    }
    given = {"incident": finding.incident, "confidence": finding.confidence}
    if properties := {name: value for name, value in given.items() if value}:
        result["properties"] = properties
    return result

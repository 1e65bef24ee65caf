"""What a target yielded, remembered where it reads little of the incidents besides their rules.

A target that names in `OF_INCIDENTS` the fields of incidents that it reads is given no others, so
its files rest on these, on the rules and on the settings. One that names none may read anything;
nothing of it is remembered.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from runbook_gen.engine.remembering import Remember
from runbook_gen.export.ruleset import Exporter, RuleSet, target_id
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason

Result = Artifact | Loss


def results(exporter: Exporter, rules: RuleSet, remember: Remember) -> list[Result]:
    """All that a target yields."""
    fields = getattr(exporter, "OF_INCIDENTS", None)
    if fields is None:
        return list(exporter.export(rules))
    narrow = _narrow(rules, fields)

    def make() -> str:
        return json.dumps([_said(result) for result in exporter.export(narrow)])

    kept = json.loads(remember(f"target\0{target_id(exporter)}\0{_key(rules, fields)}", make))
    return [_result(said) for said in kept]


class Narrow:
    """An incident of which only some fields can be read."""

    def __init__(self, incident: Incident, fields: Sequence[str]) -> None:
        for field in fields:
            setattr(self, field, getattr(incident, field))


def _narrow(rules: RuleSet, fields: Sequence[str]) -> RuleSet:
    told = {i.id: cast(Incident, Narrow(i, fields)) for i in _incidents(rules)}
    pairs = tuple((told[incident.id], rule) for incident, rule in rules.rules)
    return replace(rules, rules=pairs, incidents=tuple(told[i.id] for i in rules.incidents))


def _incidents(rules: RuleSet) -> list[Incident]:
    return [*rules.incidents, *(incident for incident, _ in rules.rules)]


def _key(rules: RuleSet, fields: Sequence[str]) -> str:
    """All that a target can read."""
    incidents = [i.model_dump_json(include=set(fields)) for i in _incidents(rules)]
    return f"{rules.whole}\0{json.dumps(incidents)}"


def _said(result: Result) -> list[Any]:
    if isinstance(result, Artifact):
        return [result.path, result.text]
    return [result.rule, result.target, result.reason.parts, result.said]


def _result(said: list[Any]) -> Result:
    if len(said) == 2:
        return Artifact(*said)
    rule, target, reason, became = said
    return Loss(rule, target, Reason.of(reason), became)

"""What a target yielded, remembered where it reads little of the incidents besides their rules.

A target that names in `OF_INCIDENTS` the fields of incidents that it reads is given no others, so
its files rest on these, on the rules and on the settings. One that yields incident by incident is
remembered so. Any other may read anything; nothing of it is remembered.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any, cast

from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.export.ruleset import Exporter, PiecewiseExporter, RuleSet, target_id
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason

Result = Artifact | Loss


def results(exporter: Exporter, rules: RuleSet, remember: Remember) -> list[Result]:
    """All that a target yields."""
    fields = getattr(exporter, "OF_INCIDENTS", None)
    given = rules if fields is None else _narrow(rules, fields)
    if remember is anew:
        return list(exporter.export(given))
    if fields is not None:
        about = f"{target_id(exporter)}\0{rules.whole}\0{_said_of(rules, fields)}"
        return _kept(about, partial(exporter.export, given), remember)
    if hasattr(exporter, "of_incident"):
        return list(_piecewise(cast(PiecewiseExporter, exporter), rules, remember))
    return list(exporter.export(rules))


def _kept(about: str, export: Callable[[], Iterable[Result]], remember: Remember) -> list[Result]:
    def make() -> str:
        return json.dumps([_said(result) for result in export()])

    return [_result(said) for said in json.loads(remember(lambda: f"target\0{about}", make))]


def _piecewise(exporter: PiecewiseExporter, rules: RuleSet, remember: Remember) -> Iterator[Result]:
    settings = rules.settings.model_dump_json(by_alias=True)
    shared = sha256(repr((settings, rules.language, sorted(rules.every))).encode()).hexdigest()
    for incident in rules.every.values():
        about = f"{target_id(exporter)}\0{shared}\0{_whole(rules, incident)}"
        yield from _kept(about, partial(exporter.of_incident, rules, incident), remember)


def _whole(rules: RuleSet, incident: Incident) -> str:
    """All that an incident says, and those of its rules that are in the pack."""
    own = rules.by_incident.get(incident.id, ())
    if known := rules.wholes.get(incident.id):
        return f"{known}\0{[rule.id for rule in own]}"
    return "\0".join(part.model_dump_json(by_alias=True) for part in (incident, *own))


class Narrow:
    """An incident of which only some fields can be read."""

    def __init__(self, incident: Incident, fields: Sequence[str]) -> None:
        for field in fields:
            setattr(self, field, getattr(incident, field))


def _narrow(rules: RuleSet, fields: Sequence[str]) -> RuleSet:
    told = {i.id: cast(Incident, Narrow(i, fields)) for i in rules.every.values()}
    pairs = tuple((told[incident.id], rule) for incident, rule in rules.rules)
    return replace(rules, rules=pairs, incidents=tuple(told[i.id] for i in rules.incidents))


def _said_of(rules: RuleSet, fields: Sequence[str]) -> str:
    """What the incidents say in these fields."""
    if tuple(fields) == ("id",):
        return json.dumps([*rules.every])
    return json.dumps([i.model_dump_json(include=set(fields)) for i in rules.every.values()])


def _said(result: Result) -> list[str]:
    if isinstance(result, Artifact):
        return [result.path, result.text]
    return [result.rule, result.target, json.dumps(result.reason.parts), result.said]


def _result(said: list[Any]) -> Result:
    if len(said) == 2:
        return Artifact(*said)
    rule, target, reason, became = said
    return Loss(rule, target, _reason(reason), became)


@lru_cache(maxsize=1024)
def _reason(parts: str) -> Reason:
    """Thousands of rules are lost for the same few reasons."""
    return Reason.of(json.loads(parts))

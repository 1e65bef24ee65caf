"""Replicated Troubleshoot: a support bundle whose analyzers look for known failures.

**Takes** log rules, as `textAnalyze` over the logs of all pods and over the cluster's events, as
far as a rule's `sources` name them; a rule without `sources` looks in the pods' logs. Narrow the
`logs` collector to your namespaces: it takes the last 10,000 lines of a container, and Troubleshoot
ends it after a minute.

**Loses** rules of the other kinds, and those of logs that no bundle holds: a node's, a CI job's.
An expression is searched in a whole file at once, so it also finds what stands in several lines;
but it does not read through frames, nor the JSON in which events are kept. Every hit is a failed
check; how urgent it is stands in the annotations.

**Install**

```sh
kubectl krew install support-bundle
kubectl support-bundle packs/troubleshoot/support-bundle.yaml --interactive=false
kubectl support-bundle analyze packs/troubleshoot/support-bundle.yaml --bundle BUNDLE.tar.gz
```

**Verified** by emulation alone: the emitted analyzers are run on every example as Troubleshoot's
code reads, with RE2 on a whole file, and the outcome that its `when` chooses.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from runbook_gen.export.log_lines import finds, loss_by_text
from runbook_gen.export.ruleset import RuleSet, other_kind
from runbook_gen.export.yaml_text import yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason, joined
from runbook_gen.model.rule import LogRule

PROVEN_BY = ""
OF_INCIDENTS = ("id",)
FILE = "packs/troubleshoot/support-bundle.yaml"
SOUND = "Not found."


def in_event(text: str) -> str:
    """A message as a bundle's file of events holds it: in JSON, as Go writes that."""
    written = json.dumps({"message": text}, ensure_ascii=False)
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


class Place(NamedTuple):
    """Where a bundle keeps texts, how they are written there, and what collects them."""

    name: Reason
    files: str
    written: Callable[[str], str]
    collector: dict[str, Any]


PLACES = {
    "pod": Place(
        Reason("pods' logs"),
        "cluster-resources/pods/logs/*/*/*.log",
        str,
        {"logs": {"name": "runbook", "selector": [], "limits": {"maxLines": 10_000}}},
    ),
    "event": Place(
        Reason("events"), "cluster-resources/events/*.json", in_event, {"clusterResources": {}}
    ),
}
"""By the source that a rule names."""


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A support bundle: what it collects, and an analyzer for each rule and place."""
    analyzers: list[dict[str, Any]] = []
    for incident, rule in rules.rules:
        if rule.kind != "log":
            yield other_kind(rule, "troubleshoot", Reason("a support bundle holds logs and events"))
            continue
        losses = {source: _loss(rule, PLACES[source]) for source in _sources(rule)}
        found = [s for s, loss in losses.items() if loss is None or loss.said == "lossy"]
        yield from _said(rule, losses, found)
        analyzers += (_analyzer(rules, incident, rule, PLACES[source]) for source in found)
    if analyzers:
        yield Artifact(FILE, yaml_text(_bundle(analyzers)))


def _sources(rule: LogRule) -> list[str]:
    """The places where a bundle may hold the rule's texts."""
    return [source for source in rule.sources or ("pod",) if source in PLACES]


def _loss(rule: LogRule, place: Place) -> Loss | None:
    found = finds(rule.expr)
    return loss_by_text(rule, "troubleshoot", lambda text: found(place.written(text)))


def _said(rule: LogRule, losses: dict[str, Loss | None], found: list[str]) -> Iterator[Loss]:
    """The one loss of a rule, from those of its places."""
    reasons = [
        Reason("in {place}: {reason}", place=PLACES[s].name, reason=loss.reason)
        for s, loss in losses.items()
        if loss
    ]
    absent = [source for source in rule.sources if source not in PLACES]
    if absent:
        reasons.append(
            Reason(
                "a support bundle holds no logs of its sources {sources}",
                sources=", ".join(absent),
            )
        )
    if reasons:
        yield Loss(rule.id, "troubleshoot", joined(reasons), "lossy" if found else "refused")


def _bundle(analyzers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "apiVersion": "troubleshoot.sh/v1beta2",
        "kind": "SupportBundle",
        "metadata": {"name": "runbook"},
        "spec": {
            "collectors": [place.collector for place in PLACES.values()],
            "analyzers": [{"textAnalyze": analyzer} for analyzer in analyzers],
        },
    }


def _analyzer(rules: RuleSet, incident: Incident, rule: LogRule, place: Place) -> dict[str, Any]:
    """An analyzer that fails on a match; left to itself, Troubleshoot would pass on it."""
    said = rules.language
    told = f"{rule.message.within(said)} {rule.remediation.within(said)}"
    return {
        "checkName": rule.title.within(said),
        "annotations": {"rule": rule.id, "incident": incident.id, "severity": rule.severity},
        "fileName": place.files,
        "regex": rule.expr,
        "outcomes": [
            {"fail": {"when": "true", "message": told, "uri": rules.runbook_url(incident)}},
            {"pass": {"when": "false", "message": SOUND}},
        ],
    }

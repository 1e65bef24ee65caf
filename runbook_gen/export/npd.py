"""node-problem-detector: monitors of a node's logs, which report a hit as an event of the node.

**Takes** log rules whose `sources` name `node`. There is a monitor for each log of a node (kubelet,
containerd, the kernel), all with the same rules. What a rule means stands in the files under
`runbook`, for readers; node-problem-detector passes over it.

**Loses** rules of the other kinds, and of other logs. An event says the rule's name and the line,
but not what it means, how urgent it is, what to do, nor where the page is. Each line is judged by
itself, up to its end, so a rule may miss texts that arrive wrapped or escaped.

**Install**

```sh
kubectl create configmap -n kube-system npd-runbook --from-file=packs/npd
kubectl edit daemonset -n kube-system node-problem-detector   # mount it at /runbook, and add:
# --config.system-log-monitor=/runbook/kubelet.json,/runbook/containerd.json,/runbook/kernel.json
```

**Verified** by emulation alone: the emitted patterns are run on every example as
node-problem-detector's code reads, with RE2, and what is found must end where the line ends.
"""

import json
from collections.abc import Iterator
from typing import Any

from runbook_gen.export.alert import alert_name
from runbook_gen.export.log_lines import finds, loss_by_line
from runbook_gen.export.ruleset import RuleSet, other_kind
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason, joined
from runbook_gen.model.rule import LogRule

PROVEN_BY = ""
OF_INCIDENTS = ("id",)
FOLDER = "packs/npd"
TELLS = Reason(
    "an event tells its name and the line, not the message, severity, remediation or page"
)

JOURNAL = {"plugin": "journald", "logPath": "/var/log/journal"}
MONITORS: dict[str, dict[str, Any]] = {
    "kubelet": {**JOURNAL, "pluginConfig": {"source": "kubelet"}},
    "containerd": {**JOURNAL, "pluginConfig": {"source": "containerd"}},
    "kernel": {"plugin": "kmsg", "logPath": "/dev/kmsg"},
}
"""The logs of a node, and how node-problem-detector reads each."""


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A monitor for each log of a node."""
    told: list[dict[str, Any]] = []
    for incident, rule in rules.rules:
        if rule.kind != "log":
            yield other_kind(rule, "npd", Reason("node-problem-detector reads a node's logs"))
            continue
        loss = _loss(rule)
        yield loss
        if loss.said == "lossy":
            told.append(_rule(rules, incident, rule))
    for name, log in MONITORS.items() if told else ():
        yield Artifact(f"{FOLDER}/{name}.json", _json(_monitor(name, log, told)))


def _loss(rule: LogRule) -> Loss:
    if "node" not in rule.sources:
        where = ", ".join(rule.sources) or Reason("none")
        reason = Reason("not marked as of a node's log (its sources: {sources})", sources=where)
        return Loss(rule.id, "npd", reason)
    loss = loss_by_line(rule, "npd", finds(f"{_pattern(rule)}\\z"))
    if loss and loss.said == "refused":
        return loss
    reason = joined((TELLS, loss.reason)) if loss else TELLS
    return Loss(rule.id, "npd", reason, "lossy")


def _pattern(rule: LogRule) -> str:
    """The expression, and the rest of the line: node-problem-detector asks for its end."""
    return f"(?:{rule.expr}).*"


def _monitor(name: str, log: dict[str, Any], rules: list[dict[str, Any]]) -> dict[str, Any]:
    """A monitor that judges each line by itself: its buffer holds no more than one."""
    return {
        **log,
        "lookback": "5m",
        "bufferSize": 1,
        "source": f"runbook-{name}",
        "conditions": [],
        "rules": rules,
    }


def _rule(rules: RuleSet, incident: Incident, rule: LogRule) -> dict[str, Any]:
    said = rules.language
    return {
        "type": "temporary",
        "reason": alert_name(rule.id),
        "pattern": _pattern(rule),
        "runbook": {
            "rule": rule.id,
            "incident": incident.id,
            "severity": rule.severity,
            "title": rule.title.within(said),
            "message": rule.message.within(said),
            "remediation": rule.remediation.within(said),
            "url": rules.runbook_url(incident),
        },
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

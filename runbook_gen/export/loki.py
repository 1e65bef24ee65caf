"""Loki: alerting rules for its ruler, in LogQL.

**Takes** log rules: a group for each incident. A rule fires when one of its lines came in the last
five minutes. The streams are those of `log_selector` in `collection.yaml`; the narrower, the
cheaper.

**Loses** rules of the other kinds: Loki reads log text. Loki judges each line by itself and as it
was stored, so a rule may miss texts that arrive wrapped or escaped; the table says how many of its
examples it finds. Lines that hold `count_over_time(` are left out: they are Loki's own report of
these queries, on which the rules would fire.

**Install**

```sh
lokitool rules lint packs/loki/runbook.rules.yml
mkdir -p /loki/rules/fake   # the ruler's directory; without tenants, theirs is named fake
cp packs/loki/runbook.rules.yml /loki/rules/fake/
```

**Verified** by Grafana's own LogQL grammar, which parses every query; what its line filters find is
tried on every example with RE2, the engine that Loki's follows. No ruler was run.
"""

import json
from collections.abc import Iterator
from typing import Any

from runbook_gen.export.alert import alert_name, annotations, labels, literal
from runbook_gen.export.log_lines import finds, loss_by_line
from runbook_gen.export.ruleset import RuleSet, other_kind
from runbook_gen.export.yaml_text import yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import LogRule

PROVEN_BY = "@grafana/lezer-logql"
OF_INCIDENTS = ("id",)
FILE = "packs/loki/runbook.rules.yml"
OWN = "count_over_time("
"""What each of these queries holds, and so each line in which Loki reports one."""
LONGEST = 5119
"""How many bytes a query may have; newer versions of Loki allow more."""


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A rule file with a group for each incident."""
    groups: dict[str, list[Any]] = {}
    for incident, rule in rules.rules:
        if rule.kind != "log":
            yield other_kind(rule, "loki", Reason("Loki reads log text"))
            continue
        loss = _loss(rules, rule)
        if loss:
            yield loss
        if loss is None or loss.said == "lossy":
            groups.setdefault(incident.id, []).append(_alert(rules, incident, rule))
    if groups:
        file = {"groups": [{"name": name, "rules": alerts} for name, alerts in groups.items()]}
        yield Artifact(FILE, yaml_text(file))


def _loss(rules: RuleSet, rule: LogRule) -> Loss | None:
    size = len(_query(rules, rule).encode())
    if size > LONGEST:
        reason = Reason(
            "its query has {size} bytes; Loki may take {longest} only", size=size, longest=LONGEST
        )
        return Loss(rule.id, "loki", reason)
    found = finds(rule.expr)
    return loss_by_line(rule, "loki", lambda line: OWN not in line and found(line))


def _alert(rules: RuleSet, incident: Incident, rule: LogRule) -> dict[str, Any]:
    texts = annotations(rules, incident, rule)
    return {
        "alert": alert_name(rule.id),
        "expr": _query(rules, rule),
        "labels": labels(incident, rule),
        "annotations": {name: literal(text) for name, text in texts.items()},
    }


def _query(rules: RuleSet, rule: LogRule) -> str:
    """LogQL that holds where a line of the last five minutes has the failure."""
    streams = rules.settings.log_selector
    lines = f'{streams} |~ {_text(rule.expr)} != "{OWN}"'
    return f"sum(count_over_time({lines} [5m])) > 0"


def _text(expr: str) -> str:
    """As LogQL quotes text: as it stands where that can be read, else with Go's escapes."""
    if "`" in expr or not expr.isprintable():
        return json.dumps(expr, ensure_ascii=False)
    return f"`{expr}`"

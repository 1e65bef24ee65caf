"""Sigma: detection rules, which sigma-cli converts to the query language of many log stores.

**Takes** log rules: a file for each. Each line of a log is an event, whole in the field `message`.
A rule's id is a UUID made from the rule's own, so it stays the same from pack to pack; where the
rule comes from and what to do stand under `custom`.

**Loses** rules of the other kinds: Sigma reads log text. A store judges each line by itself and as
it was stored, so a rule may miss texts that arrive wrapped or escaped; the table says how many of
its examples it finds. Sigma reads expressions as Python's `re` does, and refuses what that cannot
say.

**Install**

```sh
sigma plugin install loki   # or that of your log store
sigma check --fail-on-issues packs/sigma
sigma convert -t loki --without-pipeline -o runbook.logql packs/sigma
```

**Verified** by `sigma check`; by `sigma convert` to SQLite, whose queries are run on every example;
and by `sigma convert` to Loki, whose queries Grafana's LogQL grammar parses.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from runbook_gen.export.log_lines import finds, loss_by_line
from runbook_gen.export.ruleset import RuleSet, other_kind
from runbook_gen.export.yaml_text import yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import LogRule

PROVEN_BY = "sigma-cli"
OF_INCIDENTS = ("id", "occurred")
FOLDER = "packs/sigma"
LEVELS = {"critical": "critical", "warning": "medium", "info": "informational"}
STATUSES = {"stable": "stable", "tested": "test", "draft": "experimental"}
FLAGS = re.compile(r"\(\?[a-zA-Z]+\)")
LONGEST_TITLE = 256


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A file for each rule; its name has no hyphen, as Sigma wants it."""
    titles: set[str] = set()
    for incident, rule in rules.rules:
        if rule.kind != "log":
            yield other_kind(rule, "sigma", Reason("Sigma reads log text"))
            continue
        loss = _loss(rule)
        if loss:
            yield loss
        if loss is None or loss.said == "lossy":
            title = _title(rule, rule.title.within(rules.language), titles)
            name = rule.id.replace("-", "_")
            text = yaml_text(_rule(rules, incident, rule, title))
            yield Artifact(f"{FOLDER}/rule_{name}.yml", text)


def _loss(rule: LogRule) -> Loss | None:
    pattern = _pattern(rule.expr)
    try:
        python = re.compile(pattern)
    except re.error as error:
        reason = Reason("Sigma takes no such expression: {error}", error=error)
        return Loss(rule.id, "sigma", reason)
    # RE2 finds the pattern in a line where it finds the expression, which is known already.
    loss = loss_by_line(rule, "sigma", finds(rule.expr))
    if loss_by_line(rule, "sigma", lambda line: python.search(line) is not None) != loss:
        reason = Reason("Python's re, which Sigma follows, finds other lines than RE2 does")
        return Loss(rule.id, "sigma", reason)
    return loss


def rule_uuid(rule_id: str) -> UUID:
    """A UUID that follows from a rule's id alone."""
    return uuid5(NAMESPACE_URL, f"urn:runbook-gen:rule:{rule_id}")


def _pattern(expr: str) -> str:
    """The expression over a whole line, since some stores match from its beginning to its end."""
    flags = FLAGS.match(expr)
    leading, rest = (flags[0], expr[flags.end() :]) if flags else ("", expr)
    return f"{leading}.*(?:{rest}).*"


def _title(rule: LogRule, title: str, taken: set[str]) -> str:
    """The title, which must be short, and no other rule's."""
    told = _short(title, LONGEST_TITLE)
    if told in taken:
        named = f" ({rule.id})"
        told = _short(title, LONGEST_TITLE - len(named)) + named
    taken.add(told)
    return told


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _rule(rules: RuleSet, incident: Incident, rule: LogRule, title: str) -> dict[str, Any]:
    said = rules.language
    source = f"Each line is an event, whole in the field message; from: {_sources(rule)}."
    return {
        "title": title,
        "id": str(rule_uuid(rule.id)),
        "status": STATUSES[rule.maturity],
        "description": rule.message.within(said),
        "references": [rules.runbook_url(incident)],
        "date": incident.occurred.isoformat(),
        "logsource": {"category": "application", "definition": source},
        "detection": {"selection": {"message|re": _pattern(rule.expr)}, "condition": "selection"},
        "falsepositives": [text.within(said) for text in rule.caveats] or ["None known"],
        "level": LEVELS[rule.severity],
        "custom": {
            "rule": rule.id,
            "incident": incident.id,
            "severity": rule.severity,
            "remediation": rule.remediation.within(said),
        },
    }


def _sources(rule: LogRule) -> str:
    return ", ".join(rule.sources) or "any"

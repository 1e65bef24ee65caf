"""Alerting rules in the shape of Prometheus, which Loki's ruler shares: name, labels, annotations.

They differ in the language of the expression alone: PromQL there, LogQL here.
"""

from runbook_gen.export.ruleset import RuleSet
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import EveryRule


def alert_name(rule_id: str) -> str:
    """A rule's id in the form of alert names: `pod-stuck` becomes `PodStuck`."""
    return "".join(word.capitalize() for word in rule_id.split("-"))


def labels(incident: Incident, rule: EveryRule) -> dict[str, str]:
    """What routes the alert, and names the rule and the incident."""
    return {"severity": rule.severity, "incident": incident.id, "rule": rule.id}


def annotations(rules: RuleSet, incident: Incident, rule: EveryRule) -> dict[str, str]:
    """What the alert tells, in words that are not yet `literal`."""
    said = rules.language
    description = f"{rule.message.within(said)} {rule.remediation.within(said)}"
    return {
        "summary": rule.title.within(said),
        "description": description,
        "runbook_url": rules.runbook_url(incident),
    }


def literal(text: str) -> str:
    """`text` so that the template language of annotations prints it as it is."""
    return text.replace("{{", '{{ "{{" }}')

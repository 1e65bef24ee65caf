"""Prometheus: alerting rules, with unit tests made from the rules' examples.

**Takes** metric rules: a group for each incident, as a rule file for Prometheus itself and as a
`PrometheusRule` object for the Prometheus operator. `runbook.rules.test.yml` holds the examples.

**Loses** rules of the other kinds: Prometheus reads metrics.

**Install**

```sh
promtool test rules packs/prometheus/runbook.rules.test.yml
cp packs/prometheus/runbook.rules.yml /etc/prometheus/rules/   # named under rule_files
kubectl apply -n monitoring -f packs/prometheus/prometheusrule.yaml   # or so, with the operator
```

**Verified** by `promtool check rules` and `promtool test rules`, on every example; the object by
the operator's own schema.
"""

from collections.abc import Iterator
from typing import Any

from runbook_gen.export.alert import alert_name, annotations, labels, literal
from runbook_gen.export.ruleset import RuleSet, other_kind, with_labels
from runbook_gen.export.yaml_text import yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import MetricCase, MetricRule

PROVEN_BY = "promtool"
OF_INCIDENTS = ("id",)
FOLDER = "packs/prometheus"
RULES, TESTS = "runbook.rules.yml", "runbook.rules.test.yml"


def export(rules: RuleSet, tested: str | None = None) -> Iterator[Artifact | Loss]:
    """A rule file with a group for each incident, and the unit tests beside it.

    Where `tested` names a rule, the tests are those of its examples alone.
    """
    groups: dict[str, list[Any]] = {}
    tests: list[Any] = []
    for incident, rule in rules.rules:
        if rule.kind != "metric":
            yield other_kind(rule, "prometheus", Reason("Prometheus reads metrics"))
            continue
        groups.setdefault(incident.id, []).append(_alert(rules, incident, rule))
        if tested in (None, rule.id):
            tests += (_test(rules, incident, rule, case, True) for case in rule.examples.fires)
            tests += (_test(rules, incident, rule, case, False) for case in rule.examples.silent)
    file = {"groups": [{"name": name, "rules": alerts} for name, alerts in groups.items()]}
    yield Artifact(f"{FOLDER}/{RULES}", yaml_text(file))
    yield Artifact(f"{FOLDER}/prometheusrule.yaml", yaml_text(_object(file)))
    test_file = {"rule_files": [RULES], "evaluation_interval": "1m", "tests": tests}
    yield Artifact(f"{FOLDER}/{TESTS}", yaml_text(test_file))


def _object(file: dict[str, Any]) -> dict[str, Any]:
    """The same groups as an object of the Prometheus operator."""
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "runbook", "labels": {"app.kubernetes.io/managed-by": "runbook-gen"}},
        "spec": file,
    }


def _alert(rules: RuleSet, incident: Incident, rule: MetricRule) -> dict[str, Any]:
    texts = annotations(rules, incident, rule)
    return {
        "alert": alert_name(rule.id),
        "expr": rule.expr,
        "for": rule.for_,
        "labels": labels(incident, rule),
        "annotations": {
            name: with_labels(literal(text), lambda label: f"{{{{ $labels.{label} }}}}")
            for name, text in texts.items()
        },
    }


def _test(
    rules: RuleSet, incident: Incident, rule: MetricRule, case: MetricCase, fires: bool
) -> dict[str, Any]:
    alert = {
        "exp_labels": {**labels(incident, rule), **case.labels},
        "exp_annotations": {
            name: with_labels(text, lambda label: case.labels.get(label, ""))
            for name, text in annotations(rules, incident, rule).items()
        },
    }
    test = {
        "interval": "1m",
        "input_series": [{"series": s.series, "values": s.values} for s in case.series],
        "alert_rule_test": [
            {
                "eval_time": case.at,
                "alertname": alert_name(rule.id),
                "exp_alerts": [alert] if fires else [],
            }
        ],
    }
    return {**test, "promql_expr_test": [_others_silent(rules, incident, case)]} if fires else test


def _others_silent(rules: RuleSet, incident: Incident, case: MetricCase) -> dict[str, Any]:
    """That no alert fires beside those of this incident, and those that say that they may."""
    own = (rule.id for rule in rules.by_incident[incident.id])
    may = "|".join([*own, *rules.also_matching.get(incident.id, ())])
    expr = f'ALERTS{{alertstate="firing", rule!~"{may}"}}'
    return {"expr": expr, "eval_time": case.at, "exp_samples": []}

"""The object for the Prometheus operator, judged by the operator's own schema."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from export.rulesets import exported, hostile, real
from programs import Run, Tool, lack

from runbook_gen.export import RuleSet, prometheus

JUDGE = """
import { readFileSync } from "node:fs";
import { PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
new PrometheusRule(JSON.parse(readFileSync(0, "utf8"))).validate();
"""
"""A program that fails where an object is none that the operator accepts."""
Judge = Callable[[Any], str]


def written(rules: RuleSet) -> dict[str, Any]:
    """The files of the pack, by name."""
    files = exported(prometheus, rules)[0]
    return {Path(path).name: yaml.safe_load(text) for path, text in files.items()}


PACKS = {"real": written(real("ko")), "hostile": written(hostile())}


@pytest.fixture
def operator(tool: Tool, system: Tool, run: Run) -> Judge:
    """What the operator's schema says of an object; empty where it accepts it."""
    folder = Path(tool("node", "prettier")).parents[2]
    if not (folder / "node_modules" / "@kubernetes-models" / "prometheus-operator").exists():
        lack("@kubernetes-models/prometheus-operator is missing: sh tests/real-tools.sh")
    command = system("node", "nodejs"), "--input-type=module", "-e", JUDGE

    def judge(thing: Any) -> str:
        told = run(*command, cwd=folder, stdin=json.dumps(thing))
        return told.text if told.code else ""

    return judge


@pytest.mark.parametrize("pack", PACKS)
def test_the_operator_accepts_it(operator: Judge, pack: str) -> None:
    assert operator(PACKS[pack]["prometheusrule.yaml"]) == ""


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("expr", None, "must have required property"),
        ("for", "2 minutes", "must match pattern"),
        ("labels", ["severity"], "must be object"),
    ],
)
def test_the_operator_refuses_what_is_broken(
    operator: Judge, key: str, value: Any, said: str
) -> None:
    thing = deepcopy(PACKS["hostile"]["prometheusrule.yaml"])
    alert = thing["spec"]["groups"][0]["rules"][0]
    if value is None:
        del alert[key]
    else:
        alert[key] = value
    assert said in operator(thing)


@pytest.mark.parametrize("pack", PACKS)
def test_what_the_schema_does_not_look_at(pack: str) -> None:
    """It sets the version and the kind itself, and lets unknown keys pass."""
    thing = PACKS[pack]["prometheusrule.yaml"]
    assert (thing["apiVersion"], thing["kind"]) == ("monitoring.coreos.com/v1", "PrometheusRule")
    assert set(thing) == {"apiVersion", "kind", "metadata", "spec"}
    for group in thing["spec"]["groups"]:
        assert set(group) == {"name", "rules"}
        for alert in group["rules"]:
            assert set(alert) == {"alert", "expr", "for", "labels", "annotations"}


@pytest.mark.parametrize("pack", PACKS)
def test_it_says_what_the_rule_file_says(pack: str) -> None:
    assert PACKS[pack]["prometheusrule.yaml"]["spec"] == PACKS[pack]["runbook.rules.yml"]

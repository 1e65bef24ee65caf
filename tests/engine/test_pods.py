"""Pods as objects make them, and the label selectors that pick them."""

from typing import Any

import pytest

from runbook_gen.engine.pods import labels_of, pod_of, selects

POD = {"metadata": {"labels": {"app": "cart"}}, "spec": {"containers": []}}
LABELS = {"app": "cart", "tier": "web"}


@pytest.mark.parametrize(
    "manifest",
    [
        {"kind": "Pod", **POD},
        {"kind": "Deployment", "spec": {"template": POD}},
        {"kind": "CronJob", "spec": {"jobTemplate": {"spec": {"template": POD}}}},
    ],
)
def test_where_each_kind_keeps_its_pods(manifest: dict[str, Any]) -> None:
    pod = pod_of(manifest)
    assert pod is not None
    assert labels_of(pod) == {"app": "cart"}


@pytest.mark.parametrize(
    "manifest",
    [
        {"kind": "Service", "spec": {"template": POD}},
        {"kind": "Deployment", "spec": {"template": {"spec": None}}},
        {"kind": "CronJob", "spec": {"template": POD}},
        {},
    ],
)
def test_what_makes_no_pods(manifest: dict[str, Any]) -> None:
    assert pod_of(manifest) is None


@pytest.mark.parametrize(
    ("operator", "key", "values", "picked"),
    [
        ("In", "app", ["cart", "shop"], True),
        ("In", "app", ["shop"], False),
        ("In", "none", ["cart"], False),
        ("NotIn", "app", ["cart"], False),
        ("NotIn", "none", ["cart"], True),  # as Kubernetes says: without the label it is met
        ("Exists", "tier", None, True),
        ("Exists", "none", None, False),
        ("DoesNotExist", "tier", None, False),
    ],
)
def test_each_operator(operator: str, key: str, values: list[str] | None, picked: bool) -> None:
    demand = {"key": key, "operator": operator, "values": values}
    assert selects({"matchExpressions": [demand]}, LABELS) is picked


def test_all_that_a_selector_says_must_hold() -> None:
    demand = {"key": "tier", "operator": "In", "values": ["db"]}
    assert selects({"matchLabels": {"app": "cart"}}, LABELS)
    assert not selects({"matchLabels": {"app": "cart", "tier": "db"}}, LABELS)
    assert not selects({"matchLabels": {"app": "cart"}, "matchExpressions": [demand]}, LABELS)


def test_an_empty_selector_picks_any_and_an_odd_one_none() -> None:
    assert selects({}, LABELS)
    assert selects(None, {})
    assert not selects("app=cart", LABELS)

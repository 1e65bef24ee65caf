"""What policies of other kinds let out beside NetworkPolicies."""

from collections.abc import Iterator
from typing import Any

import pytest

from runbook_gen.engine.cni_policy import admin, calico, cilium


def to(ways: Iterator[dict[str, Any]]) -> list[str]:
    return [way["to"] for way in ways]


def test_cilium_names_entities_services_and_networks() -> None:
    rules = [
        {"toEntities": ["kube-apiserver"]},
        {"toServices": [{"k8sService": {}}]},
        {"toCIDRSet": [{"cidr": "10.0.0.0/8"}]},
        {"toEndpoints": [{"matchLabels": {"app": "db"}}]},
    ]
    assert to(cilium([{"egress": rules}], [])) == ["kube-apiserver", "services", "10.0.0.0/8"]


@pytest.mark.parametrize(("labels", "open"), [(["web"], True), (["api"], False), ([], True)])
def test_a_policy_for_other_pods_opens_nothing(labels: list[str], open: bool) -> None:
    selector = {"matchLabels": {"app": "web"}}
    rule = {"endpointSelector": selector, "egress": [{"toEntities": ["all"]}]}
    assert bool(to(cilium([rule], labels))) is open
    spec = {"selector": "app == 'web'", "egress": [{"action": "Allow"}]}
    assert bool(to(calico([spec], labels))) is open


@pytest.mark.parametrize(
    ("rule", "opened"),
    [
        ({"action": "Allow", "destination": {"services": {"name": "kubernetes"}}}, ["services"]),
        ({"action": "Allow", "destination": {"nets": ["10.0.0.0/8"]}}, ["10.0.0.0/8"]),
        ({"action": "Allow"}, ["*"]),
        ({"action": "Allow", "protocol": "UDP"}, []),
        ({"action": "Deny"}, []),
        ({"action": "Allow", "destination": {"selector": "all()"}}, []),
        (None, []),
    ],
)
def test_calico_opens_by_allow_only(rule: Any, opened: list[str]) -> None:
    assert to(calico([{"egress": [rule]}], [])) == opened


def test_calicos_ports_are_told_as_text() -> None:
    destination = {"nets": ["10.0.0.0/8"], "ports": [6443, "1:9"]}
    (way,) = calico([{"egress": [{"action": "Allow", "destination": destination}]}], [])
    assert way["ports"] == ["6443", "1:9"]


def test_the_administrator_opens_to_nodes_and_networks() -> None:
    rules = [
        {"action": "Allow", "to": [{"nodes": {}}]},
        {"action": "Deny", "to": [{"networks": ["0.0.0.0/0"]}]},
        {"action": "Allow", "to": [{"namespaces": {}}]},
    ]
    assert to(admin([{"egress": rules}])) == ["nodes"]

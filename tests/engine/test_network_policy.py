"""NetworkPolicies that restrict egress: which may share a pod, and where they let TCP out."""

from typing import Any

import pytest

from runbook_gen.engine.network_policy import egress_policies, restricts_egress

WEB = {"podSelector": {"matchLabels": {"app": "web"}}, "policyTypes": ["Egress"]}


def demand(operator: str, *values: str) -> dict[str, Any]:
    return {"matchExpressions": [{"key": "app", "operator": operator, "values": [*values]}]}


@pytest.mark.parametrize(
    ("spec", "restricts"),
    [
        ({"policyTypes": ["Ingress", "Egress"]}, True),
        ({"policyTypes": ["Ingress"], "egress": [{}]}, False),
        ({"egress": [{}]}, True),
        ({"podSelector": {}}, False),
        (None, False),
    ],
)
def test_types_decide_and_without_them_the_rules(spec: Any, restricts: bool) -> None:
    assert restricts_egress(spec) is restricts


@pytest.mark.parametrize(
    ("selector", "shares"),
    [
        ({}, True),
        ({"matchLabels": {"tier": "db"}}, True),  # a pod may have both labels
        ({"matchLabels": {"app": "api"}}, False),
        (demand("In", "api", "web"), True),
        (demand("In", "api"), False),
        (demand("NotIn", "web"), False),
        (demand("NotIn", "api"), True),
        (demand("Exists"), True),
        (demand("DoesNotExist"), False),
    ],
)
def test_policies_that_may_select_one_pod(selector: Any, shares: bool) -> None:
    other = {"podSelector": selector, "policyTypes": ["Egress"]}
    assert (len(egress_policies(WEB, [WEB, other])) == 2) is shares
    assert (len(egress_policies(other, [WEB])) == 2) is shares


def test_sets_of_values_must_have_one_in_common() -> None:
    one, two, both = demand("In", "a"), demand("In", "b"), demand("In", "a", "b")
    specs = [{"podSelector": s, "policyTypes": ["Egress"]} for s in (one, two, both)]
    assert len(egress_policies(specs[0], specs)) == 2
    assert len(egress_policies(specs[2], specs)) == 3


def ways(*rules: Any) -> list[tuple[str, int, int]]:
    (policy,) = egress_policies({"egress": [*rules]}, ())
    return [(way["cidr"], way["port"], way["endPort"]) for way in policy["egress"]]


def test_where_a_rule_lets_out() -> None:
    block = {"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16", 7]}}
    assert ways({}) == [("", 0, 65535)]
    assert ways({"to": [block], "ports": [{"port": 443}, {"port": 1, "endPort": 9}]}) == [
        ("10.0.0.0/8", 443, 443), ("10.0.0.0/8", 1, 9)]  # fmt: skip
    assert ways({"ports": [{"port": "https"}]}) == [("", 1, 65535)]
    assert ways({"ports": [{"port": 53, "protocol": "UDP"}]}) == []
    assert ways({"to": [{"namespaceSelector": {}}]}) == []  # pods only
    (policy,) = egress_policies({"egress": [{"to": [block]}]}, ())
    assert policy["egress"][0]["except"] == ["10.1.0.0/16"]


def test_no_rule_denies_all_and_one_for_udp_does_not() -> None:
    for egress, denies in (([], True), ([{"ports": [{"protocol": "UDP"}]}], False)):
        (policy,) = egress_policies({"policyTypes": ["Egress"], "egress": egress}, ())
        assert (policy["denies"], policy["egress"]) == (denies, [])

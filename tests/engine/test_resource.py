"""Kubernetes objects by group, version and resource."""

import pytest

from runbook_gen.engine.resource import kubernetes_object, resource_of, selects, stems
from runbook_gen.model.rule import Resources


def resources(group: str, *names: str, version: str = "*") -> Resources:
    return Resources.model_validate(
        {"apiGroups": [group], "apiVersions": [version], "resources": list(names)}
    )


@pytest.mark.parametrize(
    ("kind", "resource"),
    [
        ("Deployment", "deployments"), ("NetworkPolicy", "networkpolicies"),
        ("Ingress", "ingresses"), ("Gateway", "gateways"), ("Endpoints", "endpoints"),
        ("StorageClass", "storageclasses"), ("Mesh", "meshes"), ("Patch", "patches"),
    ],
)  # fmt: skip
def test_plurals_are_those_of_the_api(kind: str, resource: str) -> None:
    assert resource_of(kind) == resource


@pytest.mark.parametrize(
    ("version", "kind", "meant"),
    [
        ("apps/v1", "Deployment", True),
        ("apps/v1beta1", "Deployment", False),
        ("v1", "Deployment", False),
        ("apps/v1", "DaemonSet", False),
    ],
)
def test_group_version_and_resource_must_all_fit(version: str, kind: str, meant: bool) -> None:
    assert selects(resources("apps", "deployments", version="v1"), version, kind) is meant


def test_the_core_group_is_empty_and_a_star_is_any() -> None:
    assert selects(resources("", "pods"), "v1", "Pod")
    assert not selects(resources("", "pods"), "metrics.k8s.io/v1", "Pod")
    assert selects(resources("*", "*"), "example.com/v1", "Widget")


@pytest.mark.parametrize("kind", ["NetworkPolicy", "Ingress", "StorageClass", "Patch", "Endpoints"])
def test_no_text_is_passed_over_that_holds_the_kind(kind: str) -> None:
    match = resources("*", resource_of(kind))
    assert any(stem in kind.lower() for stem in stems(match))
    assert not any(stem in "kind: pod" for stem in stems(match))


def test_an_object_says_its_version_and_its_kind() -> None:
    assert kubernetes_object({"apiVersion": "v1", "kind": "Pod"})
    assert not kubernetes_object({"apiVersion": 1, "kind": "Pod"})
    assert not kubernetes_object({"kind": "Pod"})
    assert not kubernetes_object(["v1", "Pod"])

"""Kubernetes objects as an admission rule selects them: by group, version and resource."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # files are judged without pydantic
    from runbook_gen.model.known_rule import Objects
    from runbook_gen.model.rule import Resources

KINDS = """
    APIService Binding CertificateSigningRequest ClusterRole ClusterRoleBinding ConfigMap
    ControllerRevision CronJob CSIDriver CSINode CSIStorageCapacity CustomResourceDefinition
    DaemonSet Deployment DeviceClass Endpoints EndpointSlice Event FlowSchema
    HorizontalPodAutoscaler Ingress IngressClass IPAddress Job Lease LimitRange
    MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace
    NetworkPolicy Node PersistentVolume PersistentVolumeClaim Pod PodDisruptionBudget PodTemplate
    PriorityClass PriorityLevelConfiguration ReplicaSet ReplicationController ResourceClaim
    ResourceClaimTemplate ResourceQuota ResourceSlice Role RoleBinding RuntimeClass Secret Service
    ServiceAccount ServiceCIDR StatefulSet StorageClass ValidatingAdmissionPolicy
    ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment
    VolumeAttributesClass
"""
"""The kinds that Kubernetes itself serves."""


def kubernetes_object(value: Any) -> bool:
    """Whether a value is a Kubernetes object: it says its version and its kind."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("apiVersion"), str)
        and isinstance(value.get("kind"), str)
    )


def selects(match: "Resources | Objects", api_version: str, kind: str) -> bool:
    """Whether `match` means objects of this kind."""
    group, _, version = api_version.rpartition("/")
    return (
        _among(group, match.groups)
        and _among(version, match.versions)
        and _among(resource_of(kind), match.resources)
    )


def stems(match: "Resources | Objects") -> frozenset[str]:
    """Words, in small letters, one of which a text has that holds an object that `match` means."""
    return frozenset("" if resource == "*" else _stem(resource) for resource in match.resources)


def _stem(resource: str) -> str:
    """What a resource's kind begins with, in small letters: `networkpolic` of networkpolicies."""
    for ending, length in (("ies", 3), ("ses", 2), ("xes", 2), ("ches", 2), ("shes", 2), ("s", 1)):
        if resource.endswith(ending):
            return resource[:-length]
    return resource


def _among(name: str, wanted: tuple[str, ...]) -> bool:
    return "*" in wanted or name in wanted


@lru_cache(maxsize=1024)
def resource_of(kind: str) -> str:
    """The plural under which the API serves a kind, as Kubernetes' own meta package guesses it."""
    name = kind.lower()
    if name == "endpoints":
        return name
    if name.endswith(("s", "x", "ch", "sh")):
        return f"{name}es"
    return f"{name[:-1]}ies" if name.endswith("y") and name[-2:-1] not in "aeiou" else f"{name}s"


def kind_of(resource: str) -> str | None:
    """The kind that Kubernetes itself serves as this resource, if it is one of its own."""
    return _own().get(resource)


@lru_cache(maxsize=1)
def _own() -> dict[str, str]:
    return {resource_of(kind): kind for kind in KINDS.split()}

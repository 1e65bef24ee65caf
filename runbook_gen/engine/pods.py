"""Pods as objects make them, and the label selectors that pick them."""

from collections.abc import Mapping
from typing import Any

WAYS: Mapping[str, tuple[str, ...]] = {
    "Pod": (),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    **dict.fromkeys(
        (
            *("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"),
            *("Job", "Rollout"),
        ),
        ("spec", "template"),
    ),
}
"""Where an object of a kind says what its pods are."""


def pod_of(manifest: Mapping[str, Any]) -> dict[str, Any] | None:
    """What an object says of its pods; None where it says nothing of any."""
    value: Any = manifest
    for key in WAYS.get(str(manifest.get("kind")), ("",)):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) and isinstance(value.get("spec"), dict) else None


def labels_of(pod: Mapping[str, Any]) -> Mapping[str, Any]:
    """The labels of a pod."""
    metadata = pod.get("metadata")
    found = metadata.get("labels") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def selects(selector: Any, labels: Mapping[str, Any]) -> bool:
    """Whether a label selector picks a pod with these labels; an empty one any, odd ones none."""
    if selector is not None and not isinstance(selector, dict):
        return False
    wanted = selector.get("matchLabels") if isinstance(selector, dict) else None
    demands = selector.get("matchExpressions") if isinstance(selector, dict) else None
    equal = wanted.items() if isinstance(wanted, dict) else ()
    return all(labels.get(key) == value for key, value in equal) and all(
        meets(demand, labels) for demand in (demands if isinstance(demands, list) else ())
    )


def meets(demand: Any, labels: Mapping[str, Any]) -> bool:
    """Whether labels meet a demand of `matchExpressions`; an odd one is met by any."""
    if not isinstance(demand, dict):
        return True
    key, values = str(demand.get("key")), demand.get("values")
    among = key in labels and isinstance(values, list) and labels[key] in values
    return {
        "In": among,
        "NotIn": not among,
        "Exists": key in labels,
        "DoesNotExist": key not in labels,
    }.get(str(demand.get("operator")), True)

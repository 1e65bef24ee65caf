"""The rules of the real collection, on whatever a file may hold."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sources import REAL, collection

from runbook_gen.engine.judge import Judge
from runbook_gen.model.fault import Fault, Unjudged
from runbook_gen.model.tree import MemoryTree

JUDGE = Judge(collection(REAL).rules)
NAMES = [
    *("a.yaml", "a.json", "Dockerfile", "kustomization.yaml", "values.yaml", "destroy.sh"),
    *(".github/workflows/a.yml", "playbook.yml", "site.yml", "a/templates/b.yaml", "Chart.yaml"),
]
KINDS = ["Deployment", "Pod", "NetworkPolicy", "Application", "ApplicationSet", "Kustomization"]
KINDS += ["ValidatingWebhookConfiguration", "ServiceAccount", "Service", "CronJob", "Namespace"]
GROUPS = ["v1", "apps/v1", "argoproj.io/v1alpha1", "networking.k8s.io/v1", "batch/v1"]
GROUPS += ["admissionregistration.k8s.io/v1"]
KEYS = ["metadata", "name", "namespace", "labels", "spec", "template", "containers", "image"]
KEYS += ["egress", "to", "ports", "port", "podSelector", "matchLabels", "source", "sources", "helm"]
KEYS += [
    "values",
    "kustomize",
    "images",
    "webhooks",
    "rules",
    "clientConfig",
    "service",
    "replicas",
]
KEYS += ["imagePullSecrets", "annotations", "dependencies", "resources", "hosts", "tasks", "path"]
KEYS += ["initContainers", "failurePolicy", "repository", "registry", "tag", "ipBlock", "cidr"]
TEXTS = [
    "a",
    "",
    "vpc-0123456789abcdef0",
    "docker.io/bitnami/redis:7",
    "ghcr.io/a/b",
    "10.96.0.1/32",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(TEXTS) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=20,
)
OBJECTS = st.builds(
    lambda version, kind, rest: {**rest, "apiVersion": version, "kind": kind},
    st.sampled_from(GROUPS),
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(KEYS), VALUES),
)


def judged(files: dict[str, str]) -> list[str]:
    """Why rules stumbled; every finding has a place in its file."""
    found = list(JUDGE.judge(MemoryTree(files)))
    for fault in found:
        if isinstance(fault, Fault):
            assert 1 <= fault.line <= files[fault.file].count("\n") + 1
    return [f"{u.rule}: {u.reason}" for u in found if isinstance(u, Unjudged) and u.rule]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(), max_size=3))
def test_no_text_breaks_them(files: dict[str, str]) -> None:
    assert judged(files) == []


@settings(max_examples=200)
@given(st.lists(OBJECTS, min_size=1, max_size=3), st.sampled_from(["a.yaml", "kustomization.yaml"]))
def test_no_object_breaks_them(objects: list[object], name: str) -> None:
    """However odd its fields: a rule that stumbles over one says nothing of what is wrong."""
    import json

    judged({name: "\n---\n".join(map(json.dumps, objects))})

"""A scan: what passes, what is old, what differs from the repository, what is left alone."""

from typing import Any

import pytest
from sources import REAL, collection

from runbook_gen.model.tree import MemoryTree
from runbook_gen.scan import Scanned, scan

RULES = collection(REAL).rules
POD = "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n{}"
BITNAMI = POD.format("    - {name: a, image: docker.io/bitnami/redis:7.2}\n")


def scanned(files: dict[str, str], **more: Any) -> Scanned:
    return scan(MemoryTree(files), RULES, "en", lambda incident: f"https://x/{incident.id}", **more)


def test_a_finding_points_at_the_value_and_names_its_incident() -> None:
    (finding,) = scanned({"pod.yaml": BITNAMI}).findings
    assert finding.id == "bitnami-image-in-pod"
    assert finding.place[:3] == ("pod.yaml", 6, 24)
    assert (finding.incident, finding.page) == (
        "bitnami-debian-images-gone", "https://x/bitnami-debian-images-gone")  # fmt: skip
    assert "docker.io/bitnami/redis:7.2" in finding.message


def test_templates_are_counted_and_broken_yaml_is_told() -> None:
    found = scanned({
        "chart/templates/deploy.yaml": "kind: Deployment\nimage: {{ .Values.bitnami }}\n",
        "jinja.yaml": "{% if a %}\nkind: Pod\n{% endif %}\nimage: bitnami/x\n",
        "broken.yaml": "kind: Pod\n  image: bitnami/x\n",
    })  # fmt: skip
    assert len(found.templates) == 2
    assert [(u.file, u.line) for u in found.unjudged] == [("broken.yaml", 2)]
    assert found.findings == ()


def test_only_some_files_are_reported_on_while_all_are_read() -> None:
    files = {"a.yaml": BITNAMI, "b.yaml": BITNAMI}
    assert {f.place.file for f in scanned(files, only={"a.yaml"}.__contains__).findings} == {
        "a.yaml"
    }


def test_policies_of_a_pod_are_judged_together() -> None:
    """The seed's broken policy; another one that allows the endpoint; only the ClusterIP."""
    policy = (
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
        "metadata: {{name: {}, namespace: kube-system}}\nspec:\n"
        "  podSelector: {{matchLabels: {{app.kubernetes.io/name: aws-load-balancer-controller}}}}\n"
        "  policyTypes: [Egress]\n  egress: {}\n"
    )
    broken = policy.format(
        "a", "[{ports: [{port: 443}, {port: 80}], to: [{namespaceSelector: {}}]}]"
    )
    cluster_ip = policy.format(
        "b", "[{to: [{ipBlock: {cidr: 10.96.0.1/32}}], ports: [{port: 443}]}]"
    )
    endpoint = policy.format("c", "[{to: [{ipBlock: {cidr: 10.0.0.5/32}}], ports: [{port: 6443}]}]")
    assert [f.id for f in scanned({"a.yaml": broken}).findings] == ["api-server-egress-blocked"]
    assert [f.id for f in scanned({"b.yaml": cluster_ip}).findings] == ["api-server-egress-blocked"]
    assert scanned({"a.yaml": broken, "c.yaml": endpoint}).findings == ()


@pytest.mark.parametrize(
    ("module", "fires"),
    [("svc/app/main.py", False), ("app/main.py", False), ("lib/app/main.py", True)],
    ids=["the folder is the context", "the root is it", "it is in neither"],
)
def test_a_dockerfile_that_copies_all_may_be_built_from_above(module: str, fires: bool) -> None:
    dockerfile = 'FROM python:3.12\nWORKDIR /w\nCOPY . .\nCMD ["uvicorn", "app.main:app"]\n'
    found = scanned({"svc/Dockerfile": dockerfile, module: "app = 1\n"}).findings
    assert [f.id for f in found] == ["server-module-not-in-image"] * fires

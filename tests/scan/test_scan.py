"""A scan: what passes, what is old, what differs from the repository, what is left alone."""

from typing import Any

import pytest
from sources import REAL, collection

from runbook_gen.engine.reading import Reading
from runbook_gen.model.tree import MemoryTree
from runbook_gen.scan import Scanned, baseline, drift, scan

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


@pytest.mark.parametrize("where", ["beside", "above"])
def test_an_ignore_with_a_reason_lets_it_pass(where: str) -> None:
    comment = "# runbook-gen: ignore bitnami-image-in-pod frozen until May"
    line = "    - {name: a, image: docker.io/bitnami/redis:7.2}"
    text = POD.format(f"{line} {comment}\n" if where == "beside" else f"    {comment}\n{line}\n")
    found = scanned({"pod.yaml": text})
    assert (found.findings, found.ignored) == ((), 1)


def test_an_ignore_without_a_reason_is_a_finding_itself() -> None:
    text = BITNAMI.rstrip() + " # runbook-gen: ignore bitnami-image-in-pod\n"
    assert [f.id for f in scanned({"pod.yaml": text}).findings] == [
        "bitnami-image-in-pod", "ignore-without-reason"]  # fmt: skip


def test_old_findings_pass_and_new_ones_do_not() -> None:
    old = scanned({"pod.yaml": BITNAMI}).findings
    written = baseline.written(old)
    moved = scanned({"pod.yaml": "# moved\n\n" + BITNAMI}).findings
    assert list(baseline.new(moved, written)) == []
    twice = scanned({"pod.yaml": BITNAMI, "b.yaml": BITNAMI}).findings
    assert [f.place.file for f in baseline.new(twice, written)] == ["b.yaml"]
    with pytest.raises(ValueError, match="baseline"):
        list(baseline.new(old, "[]"))


def test_templates_are_counted_and_broken_yaml_is_told() -> None:
    found = scanned({
        "chart/templates/deploy.yaml": "kind: Deployment\nimage: {{ .Values.bitnami }}\n",
        "jinja.yaml": "{% if a %}\nkind: Pod\n{% endif %}\nimage: bitnami/x\n",
        "broken.yaml": "kind: Pod\n  image: bitnami/x\n",
    })  # fmt: skip
    assert found.templates == 2
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


LIVE = (
    "apiVersion: v1\nkind: List\nitems:\n- apiVersion: networking.k8s.io/v1\n"
    "  kind: NetworkPolicy\n"
    "  metadata: {{name: a, namespace: x, uid: u, resourceVersion: '1'}}\n"
    "  spec: {}\n  status: {{}}\n"
)
DECLARED = (
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
    "metadata: {name: a, namespace: x}\nspec: "
)


def drifted(live: str, declared: str) -> tuple[list[str], list[str]]:
    found = drift(
        Reading(MemoryTree({"-": LIVE.format(live)})),
        Reading(MemoryTree({"k8s/np.yaml": DECLARED + declared})),
    )
    return [f.message for f in found.live], [f.message for f in found.declared]


def test_what_the_api_server_adds_is_no_drift() -> None:
    live = (
        "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 443, protocol: TCP}]}]}"
    )
    assert drifted(live, "{podSelector: {}, egress: [{ports: [{port: 443}]}]}") == ([], [])


def test_a_change_by_hand_is_named_with_both_places() -> None:
    live = "{podSelector: {}, egress: [{ports: [{port: 80}]}]}"
    (message,), missing = drifted(live, "{podSelector: {}, egress: [{ports: [{port: 443}]}]}")
    assert "NetworkPolicy x/a differs at spec.egress[0].ports[0].port from k8s/np.yaml:4" in message
    assert missing == []


def test_what_only_runs_and_what_only_is_declared() -> None:
    other = "{podSelector: {}}"
    found = drift(
        Reading(MemoryTree({"-": LIVE.format(other)})),
        Reading(MemoryTree({"np.yaml": DECLARED.replace("name: a", "name: b") + other})),
    )
    assert "declared nowhere" in found.live[0].message
    assert "does not run" in found.declared[0].message


def test_a_rule_that_stumbles_is_told_and_not_silent() -> None:
    incident, rule = next((i, r) for i, r in RULES if r.id == "bitnami-image-in-pod")
    broken = rule.model_copy(update={"variables": {}, "applies_when": None, "culprits": None,
                                     "expr": "object.nowhere == 1"})  # fmt: skip
    found = scan(MemoryTree({"pod.yaml": BITNAMI}), [(incident, broken)], "en", lambda _: "")
    assert [u.rule for u in found.unjudged] == ["bitnami-image-in-pod"]

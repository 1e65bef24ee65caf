"""The ten faults of the day that this began with: each is found, and after the cures none."""

from pathlib import Path

from sources import REAL, collection

from runbook_gen.cli.disk_tree import DiskTree
from runbook_gen.scan import scan

SEED = Path(__file__).parent / "seed"
FAULTS = {
    ("k8s/foundations/kustomization.yaml", "kustomize-parent-directory"),
    ("argocd/apps/80-apis-app-of-apps.yaml", "applicationset-kustomize-images"),
    (".github/workflows/ci-quality-gate.yml", "workflow-heredoc-yaml"),
    ("k8s/base/deployment.yaml", "ghcr-image-pull-denied"),
    ("argocd/apps/60-data-clusters.yaml", "bitnami-debian-images-gone"),
    ("ansible/site.yml", "ansible-import-tasks-play"),
    ("scripts/destroy.sh", "vpc-delete-blocked"),
    ("services/scan/Dockerfile", "scan-api-module-path"),
    ("argocd/apps/20-alb-controller.yaml", "alb-controller-crashloop"),
    ("k8s/networkpolicies/alb-controller-egress.yaml", "alb-controller-crashloop"),
}


def found(folder: str) -> list[tuple[str, str]]:
    scanned = scan(DiskTree(SEED / folder), collection(REAL).rules, "en", lambda _: "")
    assert [u for u in scanned.unjudged if u.rule] == []
    return [(finding.place.file, finding.incident) for finding in scanned.findings]


def test_each_of_the_ten_faults_is_found_once() -> None:
    faults = found("broken")
    assert set(faults) == FAULTS
    assert len(faults) == 10


def test_after_the_cures_nothing_is_found() -> None:
    assert found("cured") == []

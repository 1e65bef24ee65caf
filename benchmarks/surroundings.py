"""What stands around generated incidents: the collection's settings, and a cluster."""

from typing import Any

Data = dict[str, Any]

CLUSTER = "generated"
WAVES = (-2, -1, 0, 20, 40, 60, 70, 80)
CHECKPOINTS, EACH = 5, 4
ITEMS = [f"item-{number}" for number in range(CHECKPOINTS * EACH)]
"""The ids of the checklist items."""


def settings(components: list[str]) -> Data:
    """The settings of a collection whose incidents name `components`."""
    return {
        "title": {"ko": "생성된 런북", "en": "Generated runbooks"},
        "languages": ["ko", "en"],
        "site_url": "https://runbooks.example.com",
        "components": components,
    }


def cluster(incidents: list[Data]) -> Data:
    """A cluster of the size of the real one, however many incidents it had."""
    first = [incident["id"] for incident in incidents[:4]]
    last = incidents[-20:]
    solved = [i for i in last if i["status"] == "resolved"]
    return {
        "id": CLUSTER,
        "title": {"ko": "생성된 클러스터", "en": "A generated cluster"},
        "summary": {
            "ko": "측정하려고 생성한 클러스터다. 실제로는 없다.",
            "en": "A cluster that was generated to measure with; it does not exist.",
        },
        "updated": "2025-11-16",
        "inspected": "2025-11-16",
        "facts": [
            {"name": {"ko": f"항목 {n}", "en": f"Item {n}"}, "value": f"v1.{n}"} for n in range(8)
        ],
        "namespaces": ["argocd", "kube-system"],
        "delivery": ["Terraform", "Ansible", "ArgoCD (GitOps)"],
        "waves": [_wave(number, wave) for number, wave in enumerate(WAVES)],
        "checkpoints": [_checkpoint(number, first) for number in range(CHECKPOINTS)],
        "results": [{"text": {"ko": "Ready인 노드", "en": "Nodes that are ready"}, "value": "14"}],
        "resolved": [{"text": i["title"], "incident": i["id"]} for i in solved],
        "unresolved": [{"text": i["title"], "incident": i["id"]} for i in last if i not in solved],
    }


def _wave(number: int, wave: int) -> Data:
    app = {
        "name": f"app-{number}",
        "summary": {
            "ko": f"{number + 1}번째로 배포하는 Application",
            "en": f"The Application that is deployed as number {number + 1}",
        },
    }
    return {
        "wave": wave,
        "summary": {
            "ko": f"배포의 {number + 1}번째 단계다.",
            "en": f"Step {number + 1} of the deployment.",
        },
        "apps": [app | ({"needs": [f"app-{number - 1}"]} if number else {})],
    }


def _checkpoint(number: int, incidents: list[str]) -> Data:
    items = [
        {
            "id": id,
            "text": {
                "ko": f"배포 전에 {number + 1}번 영역의 {n + 1}번째 항목을 확인한다.",
                "en": f"Before deploying, make sure of point {n + 1} in area {number + 1}.",
            },
            "commands": [{"run": "kubectl get networkpolicy -A"}],
        }
        for n, id in enumerate(ITEMS[number * EACH : (number + 1) * EACH])
    ]
    return {
        "id": f"area-{number}",
        "title": {"ko": f"{number + 1}번 영역", "en": f"Area {number + 1}"},
        "items": items,
        "incidents": incidents,
    }

"""What tests of the site share: what goes wrong on a page, and what is pasted."""

from playwright.sync_api import Page

LOGS = {
    "alb-controller-crashloop": "unable to create controller",
    "webhook-refused-apps-outofsync": 'failed calling webhook "mservice.elbv2.k8s.aws"',
    "applicationset-kustomize-images": 'in body must be of type string: "object"',
    "kustomize-parent-directory": "security; file is not in or below",
    "ghcr-image-pull-denied": "failed to fetch anonymous token: unexpected status from GET request",
    "bitnami-debian-images-gone": 'Failed to pull image "docker.io/bitnami/rabbitmq',
    "workflow-heredoc-yaml": "yaml.scanner.ScannerError: while scanning a simple key",
    "scan-api-module-path": 'Error loading ASGI app. Could not import module "main".',
    "vpc-delete-blocked": "VPC has dependencies and cannot be deleted",
    "ansible-import-tasks-play": "[ERROR]: conflicting action statements: hosts, tasks",
}


def watched(page: Page, address: str) -> list[str]:
    """What goes wrong on a page: errors, dialogs, requests elsewhere or in vain."""
    wrong: list[str] = []
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda r: r.url.startswith((address, "data:")) or wrong.append(r.url))
    page.on("response", lambda r: r.status < 400 or wrong.append(f"{r.status} {r.url}"))
    return wrong

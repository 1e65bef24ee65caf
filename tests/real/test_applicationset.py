"""kubectl judging an ApplicationSet by Argo CD's schema, which a stub of an API server publishes.

The words are kubectl's own, from its validation on the client's side; those of a real API server,
which judges by the same schema, cannot be had here.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from programs import Named, Run, Told, Tool, plain, write

INCIDENT = "applicationset-kustomize-images"
APPLICATION_SET = """\
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: api-services, namespace: argocd}
spec:
  generators: []
  template:
    metadata: {name: api-auth}
    spec:
      source:
        repoURL: https://example.com/repo.git
        path: k8s/overlays/dev
        targetRevision: main
        kustomize:
          images:
"""
OBJECT = """\
            - name: ghcr.io/sesacthon/auth-api
              newTag: latest
"""
STRING = "            - ghcr.io/sesacthon/auth-api:latest\n"
STUB = Path(__file__).with_name("stub_api_server.py")


@pytest.fixture(params=["1.21", "1.37"])
def kubectl(
    request: pytest.FixtureRequest, tool: Tool, free_port: int, tmp_path: Path
) -> Iterator[list[str]]:
    """kubectl, pointed at the stub."""
    command = [sys.executable, str(STUB), "127.0.0.1", str(free_port)]
    with subprocess.Popen(command, env=plain(tmp_path), stdout=subprocess.PIPE) as stub:
        assert stub.stdout is not None
        assert stub.stdout.readline() == b"ready\n"
        client = tool(f"kubectl-{request.param}", "kubectl")
        yield [client, "--server", f"http://127.0.0.1:{free_port}"]
        stub.terminate()


def _created(kubectl: list[str], run: Run) -> Told:
    return run(*kubectl, "create", "--dry-run=client", "--validate=true", "-f", "apps.yaml")


def test_images_that_are_objects(
    tmp_path: Path, kubectl: list[str], run: Run, named: Named
) -> None:
    write(tmp_path, {"apps.yaml": APPLICATION_SET + OBJECT})
    refused = _created(kubectl, run)
    assert refused.code == 1
    assert named(refused.text) == [[INCIDENT]], refused.text

    write(tmp_path, {"apps.yaml": APPLICATION_SET + STRING})
    created = _created(kubectl, run)
    assert created.code == 0, created.text
    assert named(created.text) == [[]]


def test_another_field_of_another_type_is_something_else(
    tmp_path: Path, kubectl: list[str], run: Run, named: Named
) -> None:
    text = (APPLICATION_SET + STRING).replace("path: k8s/overlays/dev", "path: {dir: k8s}")
    write(tmp_path, {"apps.yaml": text})
    refused = _created(kubectl, run)
    assert refused.code == 1
    assert "invalid type" in refused.text
    assert named(refused.text) == [[]]

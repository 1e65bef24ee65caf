"""skopeo and containerd, pulling from a registry that answers as GHCR and Docker Hub do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from programs import Named, Run, Told, Tool, write
from real.namespaces import Namespace, certificate, namespace

GHCR = "ghcr-image-pull-denied"
BITNAMI = "bitnami-debian-images-gone"
PRIVATE = "ghcr.io/sesacthon/auth-api:latest"
GONE = "docker.io/bitnami/rabbitmq:4.1.3-debian-12-r1"
KEPT = "docker.io/bitnamilegacy/rabbitmq:4.1.3-debian-12-r1"
OFFICIAL = "docker.io/library/rabbitmq:3.13-management"
NO_SCOPE = "bot:repo"
READER = "reader:read-packages"
HOSTS = "127.0.0.1 localhost ghcr.io registry-1.docker.io auth.docker.io\n"
CONTAINERD = """\
version = 2
root = "{folder}/root"
state = "{folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "{folder}/containerd.sock"
"""
Pull = Callable[..., Told]


@pytest.fixture(scope="module")
def registry(system: Tool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Namespace]:
    """A network in which ghcr.io and Docker Hub are the stub, and containerd runs."""
    folder = tmp_path_factory.mktemp("registry")
    containerd = system("containerd", "containerd")
    hosts = ["ghcr.io", "registry-1.docker.io", "auth.docker.io"]
    openssl = system("openssl", "openssl")
    pair = certificate(folder, openssl, *(f"DNS:{host}" for host in hosts))
    settings = CONTAINERD.format(folder=folder)
    write(folder, {"hosts": HOSTS, "containerd.toml": settings})
    with namespace(folder) as own:
        own.do(f"mount --bind {folder}/hosts /etc/hosts")
        daemon = (containerd, "--config", f"{folder}/containerd.toml")
        with (
            own.serving("stub_registry.py", *pair),
            own.started(*daemon, ready="containerd successfully booted"),
        ):
            yield own


@pytest.fixture(params=["skopeo", "containerd"])
def pull(
    request: pytest.FixtureRequest, registry: Namespace, run: Run, system: Tool, tmp_path: Path
) -> Pull:
    """Pull an image, perhaps as someone."""
    env = {"SSL_CERT_FILE": str(registry.folder / "cert.pem")}

    def skopeo(image: str, user: str | None = None) -> Told:
        who = ["--src-creds", user] if user else []
        command = [system("skopeo", "skopeo"), "--insecure-policy", "copy", *who]
        target = f"dir:{tmp_path}/image"
        return run(*registry.inside(*command, f"docker://{image}", target), env=env)

    def containerd(image: str, user: str | None = None) -> Told:
        who = ["--user", user] if user else []
        ctr = [system("ctr", "containerd"), "-a", f"{registry.folder}/containerd.sock"]
        command = [*ctr, "images", "pull", "--snapshotter", "native", *who, image]
        return run(*registry.inside(*command), env=env)

    return {"skopeo": skopeo, "containerd": containerd}[request.param]


@pytest.mark.parametrize("user", [None, NO_SCOPE])
def test_a_private_image(pull: Pull, named: Named, user: str | None) -> None:
    refused = pull(PRIVATE, user)
    assert refused.code != 0
    assert named(refused.text) == [[GHCR]], refused.text

    pulled = pull(PRIVATE, READER)
    assert pulled.code == 0, pulled.text
    assert named(pulled.text) == [[]]


@pytest.mark.parametrize("cure", [KEPT, OFFICIAL])
def test_a_tag_that_is_gone(pull: Pull, named: Named, cure: str) -> None:
    refused = pull(GONE)
    assert refused.code != 0
    assert named(refused.text) == [[BITNAMI]], refused.text

    pulled = pull(cure)
    assert pulled.code == 0, pulled.text
    assert named(pulled.text) == [[]]


@pytest.mark.parametrize("image", [OFFICIAL + "-nope", KEPT + "-nope", "ghcr.io/acme/open:nope"])
def test_another_tag_is_something_else(pull: Pull, named: Named, image: str) -> None:
    refused = pull(image)
    assert refused.code != 0
    assert named(refused.text) == [[]], refused.text

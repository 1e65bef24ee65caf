"""An image registry that knows a few images, for clients that pull; it stands in for two.

    python stub_registry.py CERTIFICATE KEY

It answers as GHCR and as Docker Hub do: an anonymous request for a private image gets no token, a
token without the right to read gets 403, and a tag that is gone gets 404 MANIFEST_UNKNOWN.
"""

import base64
import hashlib
import json
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CONFIG = json.dumps(
    {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []}}
).encode()


def digest(data: bytes) -> str:
    """The name of a blob."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json"
MANIFEST = json.dumps(
    {
        "schemaVersion": 2,
        "mediaType": MANIFEST_TYPE,
        "config": {
            "mediaType": "application/vnd.oci.image.config.v1+json",
            "digest": digest(CONFIG),
            "size": len(CONFIG),
        },
        "layers": [],
    }
).encode()
PRIVATE = {"sesacthon/auth-api"}
TAGS = {
    "sesacthon/auth-api": {"latest"},
    "bitnami/rabbitmq": {"latest"},
    "bitnamilegacy/rabbitmq": {"4.1.3-debian-12-r1"},
    "library/rabbitmq": {"3.13-management"},
}
REALMS = {"registry-1.docker.io": ("auth.docker.io", "registry.docker.io")}
READER = "Basic " + base64.b64encode(b"reader:read-packages").decode()


class Registry(BaseHTTPRequestHandler):
    """The part of the distribution protocol that pulling needs."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Tokens, manifests and blobs."""
        url = urlsplit(self.path)
        if url.path == "/token":
            self._token(parse_qs(url.query).get("scope", [""])[0])
        elif "authorization" not in self.headers:
            host = self.headers["host"]
            realm, service = REALMS.get(host, (host, host))
            repository = "/".join(url.path.split("/")[2:-2])
            scope = f',scope="repository:{repository}:pull"' if repository else ""
            challenge = f'Bearer realm="https://{realm}/token",service="{service}"{scope}'
            self._error(401, "UNAUTHORIZED", "authentication required", challenge)
        elif url.path == "/v2/":
            self._send(200, b"{}")
        else:
            self._content(*url.path.removeprefix("/v2/").rsplit("/", 2))

    def do_HEAD(self) -> None:
        """The same without its body."""
        self.do_GET()

    def do_POST(self) -> None:
        """A token by OAuth is not to be had, so clients go on to ask for one by GET."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._error(405, "UNSUPPORTED", "the operation is unsupported")

    def _token(self, scope: str) -> None:
        repository = scope.split(":")[1] if ":" in scope else ""
        sent = self.headers.get("authorization")
        if sent is None and repository in PRIVATE:
            self._error(401, "UNAUTHORIZED", "authentication required")
            return
        right = "read" if repository not in PRIVATE or sent == READER else "none"
        self._send(200, json.dumps({"token": right, "expires_in": 300}).encode())

    def _content(self, repository: str, kind: str, name: str) -> None:
        if self.headers["authorization"] != "Bearer read":
            self._error(403, "DENIED", "permission_denied: read_package")
        elif kind == "blobs" and name == digest(CONFIG):
            self._send(200, CONFIG)
        elif name in {*TAGS.get(repository, ()), digest(MANIFEST)}:
            self._send(200, MANIFEST, MANIFEST_TYPE, {"Docker-Content-Digest": digest(MANIFEST)})
        else:
            self._error(404, "MANIFEST_UNKNOWN", "manifest unknown")

    def _error(self, status: int, code: str, message: str, challenge: str = "") -> None:
        body = json.dumps({"errors": [{"code": code, "message": message}]}).encode()
        self._send(status, body, more={"WWW-Authenticate": challenge} if challenge else {})

    def _send(
        self,
        status: int,
        body: bytes,
        type: str = "application/json",
        more: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        headers = {"Docker-Distribution-Api-Version": "registry/2.0", "Content-Type": type}
        for name, value in (headers | (more or {})).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server = ThreadingHTTPServer(("127.0.0.1", 443), Registry)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print("ready", flush=True)
    server.serve_forever()

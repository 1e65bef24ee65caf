"""As much of a Kubernetes API server as its clients need to say that they reached one.

python stub_api_server.py ADDRESS PORT CERTIFICATE KEY
"""

import json
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from openapi import DOCUMENT

NAMESPACES = {
    "name": "namespaces",
    "singularName": "namespace",
    "namespaced": False,
    "kind": "Namespace",
    "verbs": ["get", "list"],
}
APPLICATION_SETS = {
    "name": "applicationsets",
    "singularName": "applicationset",
    "namespaced": True,
    "kind": "ApplicationSet",
    "verbs": ["create", "get", "list", "patch"],
}
ARGOPROJ = {"groupVersion": "argoproj.io/v1alpha1", "version": "v1alpha1"}
GROUP = {"name": "argoproj.io", "versions": [ARGOPROJ], "preferredVersion": ARGOPROJ}
VERSION = {
    "major": "1",
    "minor": "37",
    "gitVersion": "v1.37.1",
    "gitCommit": "0",
    "gitTreeState": "clean",
    "buildDate": "2026-10-20T00:00:00Z",
    "goVersion": "go1.27.1",
    "compiler": "gc",
    "platform": "linux/amd64",
}
META = {"resourceVersion": "1"}
ANSWERS: dict[str, object] = {
    "/version": VERSION,
    "/api": {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []},
    "/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": [GROUP]},
    "/apis/argoproj.io/v1alpha1": {
        "kind": "APIResourceList",
        "groupVersion": "argoproj.io/v1alpha1",
        "resources": [APPLICATION_SETS],
    },
    "/api/v1": {"kind": "APIResourceList", "groupVersion": "v1", "resources": [NAMESPACES]},
    "/api/v1/namespaces": {
        "kind": "NamespaceList",
        "apiVersion": "v1",
        "metadata": META,
        "items": [{"metadata": {"name": "kube-system"}}],
    },
    "/api/v1/namespaces/default/secrets": {
        "kind": "SecretList",
        "apiVersion": "v1",
        "metadata": META,
        "items": [],
    },
}
MISSING = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 404}


class Api(BaseHTTPRequestHandler):
    """Answers what it knows, and 404 to the rest."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Look the path up."""
        path = urlsplit(self.path).path.rstrip("/")
        if path == "/openapi/v2":
            self._send(200, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf", DOCUMENT)
        elif answer := ANSWERS.get(path):
            self._send(200, "application/json", json.dumps(answer).encode())
        else:
            self._send(404, "application/json", json.dumps(MISSING).encode())

    def _send(self, status: int, type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    server = ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Api)
    if len(sys.argv) > 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3], sys.argv[4])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print("ready", flush=True)
    server.serve_forever()

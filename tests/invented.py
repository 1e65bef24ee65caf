"""Invented secrets: made when a test runs, of letters drawn from a seed, so that none is committed.

Each is a text as it stands in a log or a file, and the part of it that must never be told.
"""

import base64
from collections.abc import Callable, Iterator
from random import Random
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

LETTERS = ascii_letters + digits
HEX = "0123456789abcdef"
BASE64 = LETTERS + "+/"
URL_SAFE = LETTERS + "-_"


class Invented(NamedTuple):
    kind: str
    text: str
    secret: str


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _jwt(draw: Callable[..., str]) -> str:
    parts = ('{"alg":"RS256","typ":"JWT"}', f'{{"sub":"{draw(12)}"}}')
    return ".".join((*(_encoded(part).rstrip("=") for part in parts), draw(64, URL_SAFE)))


# How the secret is made, and what stands around it.
KINDS: dict[str, tuple[Callable[[Callable[..., str]], str], str]] = {
    "aws-id": (lambda draw: "AKIA" + draw(16, ascii_uppercase + "234567"), "{}"),
    "aws-secret": (lambda draw: draw(40, BASE64), "aws_secret_access_key = {}"),
    "aws-session": (lambda draw: draw(200, BASE64), "AWS_SESSION_TOKEN={}"),
    "github-personal": (lambda draw: "ghp_" + draw(36), "{}"),
    "github-oauth": (lambda draw: "gho_" + draw(36), "{}"),
    "github-server": (lambda draw: "ghs_" + draw(36), "https://x-access-token:{}@github.com/a/b"),
    "github-fine": (lambda draw: f"github_pat_{draw(22)}_{draw(59)}", "{}"),
    "gitlab": (lambda draw: "glpat-" + draw(20), "PRIVATE-TOKEN: {}"),
    "jwt": (_jwt, "{}"),
    "pem": (
        lambda draw: f"-----BEGIN RSA PRIVATE KEY-----\n{draw(64, BASE64)}\n{draw(30, BASE64)}==",
        "{}\n-----END RSA PRIVATE KEY-----",
    ),
    "kubeconfig-key": (
        lambda draw: _encoded(f"-----BEGIN EC PRIVATE KEY-----\n{draw(64, BASE64)}\n"),
        "client-key-data: {}",
    ),
    "kubeconfig-token": (lambda draw: draw(32), "token: {}"),
    "kubeadm": (
        lambda draw: f"{draw(6, ascii_lowercase)}.{draw(15, ascii_lowercase + digits)}7",
        "kubeadm join 10.0.0.1:6443 --token {}",
    ),
    "bearer": (lambda draw: draw(40, URL_SAFE), "Authorization: Bearer {}"),
    "basic": (lambda draw: _encoded(f"ci:{draw(20)}"), "Authorization: Basic {}"),
    "docker": (lambda draw: _encoded(f"bot:{draw(24)}"), '{{"ghcr.io": {{"auth": "{}"}}}}'),
    "url": (lambda draw: draw(16), "postgres://app:{}@db.example.com:5432/shop"),
    "password": (lambda draw: f"{draw(6)}{draw(3, digits)}{draw(6)}", "POSTGRES_PASSWORD={}"),
    "slack": (lambda draw: f"xoxb-{draw(12, digits)}-{draw(12, digits)}-{draw(24)}", "{}"),
    "stripe": (lambda draw: "sk_live_" + draw(24), "{}"),
    "npm": (lambda draw: "npm_" + draw(36), "//registry.npmjs.org/:_authToken={}"),
    "pypi": (lambda draw: "pypi-AgEIcHlwaS5vcmc" + draw(80, URL_SAFE), "{}"),
    "google": (lambda draw: "AIza" + draw(35, URL_SAFE), "{}"),
    "vault": (lambda draw: "hvs." + draw(28), "VAULT_TOKEN={}"),
    "sendgrid": (lambda draw: f"SG.{draw(22)}.{draw(43)}", "{}"),
    "azure": (lambda draw: draw(86, BASE64) + "==", "AccountName=a;AccountKey={}"),
}  # fmt: skip


def invented(count: int, seed: int = 7) -> Iterator[Invented]:
    """So many secrets, of each kind in turn."""
    random = Random(seed)

    def draw(length: int, letters: str = LETTERS) -> str:
        return "".join(random.choice(letters) for _ in range(length))

    kinds = list(KINDS.items())
    for number in range(count):
        kind, (make, around) = kinds[number % len(kinds)]
        secret = make(draw)
        yield Invented(kind, around.format(secret), secret)


def leaks(secret: str, *outputs: str | bytes) -> bool:
    """Whether an output holds the secret, or a part of it long enough to be of use."""
    told = [out.encode() if isinstance(out, str) else out for out in outputs]
    body = secret.partition("-----\n")[2] or secret
    pieces = {body[n : n + 12].encode() for n in range(max(1, len(body) - 11))}
    common = {b"-----BEGIN RSA PRIVATE KEY-----\n", body[:12].encode()} - {body.encode()}
    return any(piece in out for out in told for piece in pieces - common)

"""What is a secret, and what only looks like one."""

import json
from pathlib import Path

import pytest
from invented import KINDS, invented
from sources import REAL, ROOT

from runbook_gen.engine.redaction import allowance, findings
from runbook_gen.model.redaction import Allowed, Redaction

MANY = list(invented(len(KINDS) * 20))

HARMLESS = (
    "AKIAIOSFODNN7EXAMPLE",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef",
    "Authorization: Bearer $TOKEN",
    "Authorization: Bearer <TOKEN>",
    "Authorization: Bearer ${{ secrets.GITHUB_TOKEN }}",
    'www-authenticate: Bearer realm="https://ghcr.io/token",service="ghcr.io"',
    "password: {{ .Values.redis.password }}",
    "password: ${POSTGRES_PASSWORD}",
    "passwordSecret: rabbitmq-credentials",
    "secretName: shop-tls-2025",
    "secret: app-credentials-v2",
    "token: <the token of the service account>",
    "--password-stdin",
    "amqp://guest:guest@rabbitmq:5672/",
    "https://github.com/a/b.git",
    "git@github.com:a/b.git",
    "postgres://app:<PASSWORD>@db/shop",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "DeleteVpc (RequestToken: 8a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d)",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "commit 5f2c1e0d9b8a7c6d5e4f3a2b1c0d9e8f7a6b5c4d",
    "uid 3f2a9c1e-77b0-4d1c-9e5f-0a1b2c3d4e5f",
    "certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURCVENDQWUyZ0F3SUJBZ0k=",
    "pod/api-7c9d6f5b8-x2x9k",
    "--discovery-token-ca-cert-hash sha256:"
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_secret_is_found_where_it_stands(kind: str) -> None:
    for made in (made for made in MANY if made.kind == kind):
        text = f"time=2025-11-16T09:00:00Z\n한국어 level=error {made.text} end\nlast line"
        (found,) = findings(text)
        seen = text[found.start : found.end]
        assert seen == made.secret.partition("\n")[0]
        assert found.line == 2
        assert found.column == found.start - text.index("\n")


def test_a_secret_in_the_text_of_a_json_log_is_found() -> None:
    for made in MANY:
        line = json.dumps({"log": f"one\n{made.text}\ntwo"})
        assert findings(line), made.kind


def test_a_find_does_not_hold_the_secret() -> None:
    for made in MANY:
        assert made.secret not in repr(findings(made.text))


@pytest.mark.parametrize("text", HARMLESS)
def test_what_opens_nothing_passes(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize("folder", [REAL, ROOT / "runbook_gen" / "ordinary"], ids=lambda f: f.name)
def test_real_incidents_and_ordinary_days_hold_none(folder: Path) -> None:
    """Digests, ids of requests, commits and base64 are everywhere; none is taken for a secret."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            assert findings(file.read_text("utf-8", "replace")) == [], file


def test_what_is_allowed_passes_as_a_whole() -> None:
    first, second = (made for made in invented(2 * len(KINDS), 8) if made.kind == "bearer")

    def left(*allow: Allowed) -> int:
        told = allowance(Redaction(allow=allow))
        return len(findings(f"{first.text}\n{second.text}", told))

    assert left() == 2
    assert left(Allowed(text=first.text, reason="of a sandbox")) == 1
    assert left(Allowed(text=first.secret[:9], reason="too short")) == 2
    assert left(Allowed(pattern=r"[\w-]{40}", reason="all of a sandbox")) == 0
    assert left(Allowed(pattern=r"[\w-]{20}", reason="not the whole")) == 2


def test_secrets_side_by_side_are_all_found() -> None:
    made = [each for each in MANY if each.kind in ("github-personal", "gitlab", "stripe", "jwt")]
    assert len(findings(json.dumps([each.text for each in made]))) == len(made)

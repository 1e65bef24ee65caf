"""A repository of manifests with known faults, and the same rules in two languages."""

import json
import random
from pathlib import Path
from typing import NamedTuple

import yaml

SEED = 8


class Pattern(NamedTuple):
    """A rule about one field: for semgrep its key and a regular expression, for us CEL."""

    id: str
    kind: str
    key: str
    regex: str
    values: str
    fault: str
    keyword: str


def _image(id: str, start: str) -> Pattern:
    quoted = start.replace(".", r"\.")
    values = (
        "object.spec.template.spec.containers"
        f".filter(c, c.image.startsWith('{start}')).map(c, c.image)"
    )
    return Pattern(id, "deployments", "image", f"^{quoted}", values, f"{start}x:1", start)


IMAGES = (
    "docker.io/bitnami/", "k8s.gcr.io/", "quay.io/old/", "gcr.io/gone/", "docker.io/library/",
    "registry.internal/legacy/", "ghcr.io/fork/", "index.docker.io/", "public.ecr.aws/test/",
    "docker.pkg.github.com/", "registry.gitlab.com/tmp/", "lscr.io/",
)  # fmt: skip
PATTERNS = (
    *(_image(f"image-{number}", start) for number, start in enumerate(IMAGES, 1)),
    *(
        Pattern(
            f"setting-{name.lower().replace('_', '-')}",
            "configmaps",
            name,
            f"^{value}$",
            f"object.data.?{name}.orValue('') == '{value}' ? ['{value}'] : []",
            value,
            name,
        )
        for name, value in (
            ("VPC_ID", "vpc-08049a4dd788790fa"), ("API_SERVER", "10.96.0.1:443"),
            ("LOG_LEVEL", "trace"), ("TLS_VERIFY", "insecure"), ("DB_HOST", "10.102.41.7"),
            ("CACHE", "redis-old"), ("REGION", "ap-northeast-9"), ("MODE", "debug-all"),
        )
    ),
)  # fmt: skip

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  namespace: {namespace}
  labels:
    app.kubernetes.io/name: {name}
    app.kubernetes.io/part-of: shop
spec:
  replicas: {replicas}
  selector:
    matchLabels:
      app.kubernetes.io/name: {name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {name}
    spec:
      serviceAccountName: {name}
      containers:
        - name: main
          image: {image}
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet: {{path: /healthz, port: http}}
          resources:
            requests: {{cpu: 100m, memory: 128Mi}}
            limits: {{cpu: 500m, memory: 256Mi}}
---
apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: {namespace}
spec:
  selector:
    app.kubernetes.io/name: {name}
  ports:
    - name: http
      port: 80
      targetPort: http
"""
CONFIG = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {name}
  namespace: {namespace}
data:
  PORT: "8080"
  {setting}
  FEATURES: checkout,search,reviews
  banner.txt: |
    Welcome to {name}.
    Nothing to see here.
"""


def write_repository(folder: Path, count: int) -> int:
    """Write `count` manifest files; returns how many faults stand in them."""
    chance, faults = random.Random(SEED), 0
    for number in range(count):
        pattern = chance.choice(PATTERNS) if chance.random() < 0.36 else None
        faults += pattern is not None
        name, namespace = f"app-{number}", f"team-{number % 37}"
        if (pattern and pattern.kind == "configmaps") or (not pattern and number % 5 == 0):
            setting = f"{pattern.keyword}: {pattern.fault}" if pattern else "LOG_LEVEL: info"
            text = CONFIG.format(name=name, namespace=namespace, setting=setting)
        else:
            image = pattern.fault if pattern else f"registry.example.com/shop/{name}:1.{number}"
            text = DEPLOYMENT.format(
                name=name, namespace=namespace, image=image, replicas=1 + number % 4
            )
        path = folder / f"team-{number % 100}" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return faults


def semgrep_rules() -> str:
    """The patterns as semgrep runs them."""
    rules = [
        {
            "id": pattern.id,
            "languages": ["yaml"],
            "severity": "WARNING",
            "message": pattern.id,
            "patterns": [
                {"pattern": f"{pattern.key}: $VALUE"},
                {"metavariable-regex": {"metavariable": "$VALUE", "regex": pattern.regex}},
            ],
        }
        for pattern in PATTERNS
    ]
    return json.dumps({"rules": rules})


def write_collection(folder: Path, real: Path) -> None:
    """A collection whose one incident carries the patterns as manifest rules."""
    folder.mkdir(parents=True)
    for name in ("collection.yaml", "cluster.yaml"):
        (folder / name).write_bytes((real / name).read_bytes())
    source = (real / "vpc-delete-blocked.yaml").read_text("utf-8")
    incident = yaml.load(source, yaml.BaseLoader)
    text = {"ko": "문장", "en": "A sentence"}
    incident["related"], incident["occurred"] = [], "2025-11-16"
    incident["lessons"] = [{"text": text}]
    incident["rules"] = [_rule(pattern, text) for pattern in PATTERNS]
    # As JSON, which is YAML too and has no aliases.
    dumped = json.dumps(incident, ensure_ascii=False, indent=1)
    (folder / "vpc-delete-blocked.yaml").write_text(dumped, encoding="utf-8")


def _rule(pattern: Pattern, text: dict[str, str]) -> dict[str, object]:
    group = "apps" if pattern.kind == "deployments" else ""
    example = {"x.yaml": "a: b"}
    return {
        "kind": "manifest",
        "id": pattern.id,
        "title": text,
        "severity": "warning",
        "confidence": "exact",
        "match": {"apiGroups": [group], "resources": [pattern.kind]},
        "keywords": [pattern.keyword],
        "variables": {"found": pattern.values},
        "expr": "size(variables.found) > 0",
        "culprits": "variables.found",
        "message": text,
        "remediation": text,
        "examples": {"fires": [example], "silent": [example]},
    }

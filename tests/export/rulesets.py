"""Rule sets for the targets' tests: the real one, a hostile one, and rules made to measure."""

from typing import Any

from sources import REAL, SOUND, collection

from runbook_gen.export import Exporter, RuleSet
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import FileRule, LogRule, ManifestRule, MetricRule, Rule

HOSTILE = (
    'key: "quoted" \\ back # no comment {{ .Evil }} ${HOME} `tick` 한국어 🔥 %{x} '
    "a ? b : c --- end "
)
"""Words that break YAML, templates and shells; with a space at the end."""

LOG = {
    "kind": "log",
    "id": "dial-timeout",
    "expr": r'(?:dial|read) "tcp" `\S+`: i/o timeout',
    "sources": ["node", "pod"],
    "examples": {
        "fires": ['E1116 kubelet: dial "tcp" `10.96.0.1:443`: i/o timeout'],
        "silent": ["E1116 kubelet: dial tcp 10.96.0.1:443: connection refused"],
    },
}
MANIFEST = {
    "kind": "manifest",
    "id": "single-replica",
    "match": {"apiGroups": ["apps"], "apiVersions": ["v1"], "resources": ["deployments"]},
    "applies_when": 'object.metadata.namespace == "kube-system"',
    "variables": {"replicas": "object.spec.?replicas.orValue(1)"},
    "expr": "variables.replicas < 2 ? true : false",
    "examples": {
        "fires": [{"deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: kube-system}\nspec: {replicas: 1}\n"}],  # noqa: E501
        "silent": [{"deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: kube-system}\nspec: {replicas: 2}\n"}],  # noqa: E501
    },
}  # fmt: skip
FILE = {
    "kind": "file",
    "id": "legacy-image",
    "match": {"globs": ["**/Dockerfile"], "parser": "source"},
    "expr": 'object.text.matches("legacy/[a-z]+")',
    "examples": {
        "fires": [{"Dockerfile": "FROM legacy/base\n"}],
        "silent": [{"Dockerfile": "FROM current/base\n"}],
    },
}
METRIC = {
    "kind": "metric",
    "id": "restarts",
    "expr": "increase(restarts_total[5m]) > 3",
    "for": "2m",
    "examples": {
        "fires": [{"series": [{"series": "restarts_total", "values": "0+2x20"}], "at": "10m"}],
        "silent": [{"series": [{"series": "restarts_total", "values": "0x20"}], "at": "10m"}],
    },
}
KINDS: dict[str, type[LogRule | ManifestRule | FileRule | MetricRule]] = {
    "log": LogRule, "manifest": ManifestRule, "file": FileRule, "metric": MetricRule,
}  # fmt: skip


def rule(shape: dict[str, Any], words: str = "Something is wrong", **over: Any) -> Rule:
    """A rule of this shape, with the same words everywhere that words may stand."""
    text = {"ko": words, "en": words}
    said = {
        "title": text, "message": text, "remediation": text,
        "severity": "critical", "confidence": "exact",
    }  # fmt: skip
    return KINDS[shape["kind"]].model_validate(said | shape | over)


def ruleset(*rules: Rule, incident: dict[str, Any] | None = None, language: str = "en") -> RuleSet:
    """These rules, all of the small sound collection's incident (with some fields replaced)."""
    loaded = collection(SOUND)
    of = Incident.model_validate(
        loaded.incidents[0].record.model_dump(by_alias=True) | {"rules": rules} | (incident or {})
    )
    return RuleSet(tuple((of, r) for r in rules), loaded.settings.record, language, (of,))


def hostile(words: str = HOSTILE) -> RuleSet:
    """A rule of each kind, with hostile words everywhere."""
    return ruleset(*(rule(shape, words) for shape in (LOG, MANIFEST, FILE, METRIC)))


def real(language: str = "en") -> RuleSet:
    """The ten incidents' rules."""
    loaded = collection(REAL)
    incidents = tuple(entry.record for entry in loaded.incidents)
    return RuleSet(loaded.rules, loaded.settings.record, language, incidents)


def exported(exporter: Exporter, rules: RuleSet) -> tuple[dict[str, str], list[Loss]]:
    """A target's files by path, and its losses."""
    results = list(exporter.export(rules))
    files = {result.path: result.text for result in results if isinstance(result, Artifact)}
    return files, [result for result in results if isinstance(result, Loss)]

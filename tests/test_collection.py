"""The real collection: sound, bilingual, proven both ways, and true to the record."""

import datetime
import json
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
import yaml
from sources import REAL, ROOT, collection, examples

from runbook_gen.check import Review, check
from runbook_gen.engine.signature import fires
from runbook_gen.engine.translation import standings
from runbook_gen.load.source import Source
from runbook_gen.model.rule import LogRule
from runbook_gen.model.schema import schemas

IDS = (
    "alb-controller-crashloop",
    "webhook-refused-apps-outofsync",
    "applicationset-kustomize-images",
    "kustomize-parent-directory",
    "ghcr-image-pull-denied",
    "bitnami-debian-images-gone",
    "workflow-heredoc-yaml",
    "scan-api-module-path",
    "vpc-delete-blocked",
    "ansible-import-tasks-play",
)
COMMITS = {
    "alb-controller-crashloop": {"0645847"},
    "applicationset-kustomize-images": {"7f79d30"},
    "kustomize-parent-directory": {"c17defd"},
    "ghcr-image-pull-denied": {"0f6663e", "19e78ea"},
    "bitnami-debian-images-gone": {"c2afd9d"},
    "workflow-heredoc-yaml": {"84b1c1d"},
    "scan-api-module-path": {"eb154a7"},
    "ansible-import-tasks-play": {"7f79d30"},
}
LEDGER = [
    Source(f"incidents/.translations/{p.name}", p.read_bytes())
    for p in sorted((REAL / ".translations").glob("*.jsonl"))
]
EVIDENCE = (
    r'"error":"Get \"https://10.96.0.1:443/apis/networking.k8s.io/v1\": dial tcp',
    "dial tcp 10.96.0.1:443: i/o timeout",
    'failed calling webhook "mservice.elbv2.k8s.aws":',
    "dial tcp 10.106.114.76:443: connect: connection refused",
    'spec.template.spec.source.kustomize.images[0] in body must be of type string: "object"',
    "security; file is not in or below 'k8s/foundations'",
    "unexpected status from GET request: 401 Unauthorized",
    "unexpected status from HEAD request: 403 Forbidden",
    'Failed to pull image "docker.io/bitnami/rabbitmq:4.1.3-debian-12-r1"',
    'in ".github/workflows/ci-quality-gate.yml", line 186, column 1',
    'ERROR: Error loading ASGI app. Could not import module "main".',
    "k8s-monitori-promethe-4192d7706b",
    "aws ec2 release-address --allocation-id <ALLOC_ID>",
    "[ERROR]: conflicting action statements: hosts, tasks",
    "cp k8s/namespaces/domain-based.yaml k8s/foundations/namespaces.yaml",
    "kubectl delete networkpolicy alb-controller-egress -n kube-system",
    "vpc-08049a4dd788790fa",
)


def test_the_ten_incidents_are_there() -> None:
    assert {entry.record.id for entry in collection(REAL).incidents} == set(IDS)


def test_nothing_but_unguarded_lessons_is_found() -> None:
    findings = check(Review(collection(REAL), datetime.date.today()))
    assert {(f.id, f.severity) for f in findings} <= {("lesson-unenforced", "note")}


@pytest.mark.parametrize("id", IDS)
def test_each_has_a_signature_proven_both_ways(id: str) -> None:
    incident = collection(REAL).by_id[id]
    signatures = [rule for rule in incident.rules if isinstance(rule, LogRule)]
    assert signatures
    for rule in signatures:
        assert len(rule.examples.fires) >= 2
        assert len(rule.examples.silent) >= 2
        assert all(fires(rule.expr, text) for text in rule.examples.fires)
        assert not any(fires(rule.expr, text) for text in rule.examples.silent)


@pytest.mark.parametrize(("id", "commits"), COMMITS.items())
def test_every_recorded_commit_is_there(id: str, commits: set[str]) -> None:
    incident = collection(REAL).by_id[id]
    assert commits <= {action.commit for action in incident.actions if action.commit}


@pytest.mark.parametrize("quote", EVIDENCE)
def test_evidence_is_quoted_exactly(quote: str) -> None:
    assert any(quote in text for text in _verbatim())


def _verbatim() -> list[str]:
    """Every scalar of the collection's files."""

    def scalars(value: object) -> list[str]:
        if isinstance(value, dict):
            return [s for inner in value.values() for s in scalars(inner)]
        if isinstance(value, list):
            return [s for inner in value for s in scalars(inner)]
        return [str(value)]

    return [s for p in REAL.glob("*.yaml") for s in scalars(yaml.safe_load(p.read_text("utf-8")))]


def test_the_ledger_of_translations_is_up_to_date() -> None:
    """Every translation is recorded, and none is older than its original."""
    states = {each.state for each in standings(collection(REAL, *LEDGER))}
    assert states == {"current"}, "run 'runbook-gen translations', or 'translations record'"


def test_every_file_of_examples_is_named() -> None:
    """A folder that no rule names proves nothing."""
    told = "".join(p.read_text("utf-8") for p in REAL.glob("*.yaml"))
    named = {line.partition("from: ")[2] for line in told.split("\n") if "- from: " in line}
    lie = {"/".join(source.file.split("/")[1:5]) for source in examples(REAL)}
    assert lie == named


def test_waves_are_those_of_the_record() -> None:
    waves = collection(REAL).cluster.record.waves
    assert {wave.wave: {app.name for app in wave.apps} for wave in waves} == {
        -2: {"root-app"},
        -1: {"foundations"},
        0: {"infrastructure"},
        20: {"alb-controller", "platform"},
        40: {"monitoring"},
        60: {"data-clusters"},
        70: {"gitops-tools"},
        80: {"api-services"},
    }


def test_committed_schemas_are_up_to_date() -> None:
    for artifact in schemas():
        committed = ROOT / "docs" / "schema" / artifact.path
        assert committed.read_text(encoding="utf-8") == artifact.text, "run 'runbook-gen schema'"


@pytest.mark.parametrize("file", sorted(REAL.glob("*.yaml")), ids=lambda file: file.stem)
def test_files_name_their_schema_and_are_valid_by_it(file: Path) -> None:
    """What an editor with a YAML language server sees: no complaint."""
    text = file.read_text(encoding="utf-8")
    prefix = "# yaml-language-server: $schema="
    first = text.partition("\n")[0]
    assert first.startswith(prefix)
    schema = json.loads((file.parent / first.removeprefix(prefix)).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(yaml.load(text, _Editor), schema)


class _Editor(yaml.SafeLoader):
    """YAML as editors read it: dates stay text."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, regexp) for tag, regexp in resolvers if "timestamp" not in tag]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def test_every_field_has_a_description() -> None:
    for artifact in schemas():
        schema = json.loads(artifact.text)
        for model in (schema, *schema["$defs"].values()):
            for name, field in model.get("properties", {}).items():
                assert field.get("description"), name

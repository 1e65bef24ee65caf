"""The healthy day that rules are tried on: it is made from its templates, large, varied, sound."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from ordinary import make_logs

SOURCES = [
    "ansible",
    "argocd",
    "containerd",
    "controllers",
    "github-actions",
    "kube-apiserver",
    "kubelet",
    "nginx",
    "terraform",
    "uvicorn",
]
MANIFESTS = make_logs.LOGS.parent / "manifests"


def test_every_source_has_a_log() -> None:
    assert make_logs.sources() == SOURCES
    assert sorted(path.stem for path in make_logs.LOGS.iterdir()) == SOURCES


@pytest.mark.parametrize("source", SOURCES)
def test_a_log_is_what_its_templates_make(source: str) -> None:
    made = make_logs.log(source).encode()
    assert (make_logs.LOGS / f"{source}.log").read_bytes() == made, (
        "python tests/ordinary/make_logs.py"
    )


@pytest.mark.parametrize("source", SOURCES)
def test_a_log_is_long_and_seldom_repeats_itself(source: str) -> None:
    lines = (make_logs.LOGS / f"{source}.log").read_text("utf-8").splitlines()
    assert len(lines) >= 600
    repeated = sum(count - 1 for count in Counter(lines).values())
    assert repeated <= len(lines) / 100


def test_the_day_is_large_and_varied() -> None:
    lines = sum(path.read_bytes().count(b"\n") for path in make_logs.LOGS.iterdir())
    templates = {template for source in SOURCES for template in make_logs.templates(source)}
    assert lines >= 6_500
    assert len(templates) >= 600


@pytest.mark.parametrize("source", SOURCES)
def test_no_template_stands_twice_and_every_place_is_known(source: str) -> None:
    templates = make_logs.templates(source)
    assert [t for t, count in Counter(templates).items() if count > 1] == []
    assert "«" not in make_logs.log(source)


def files(*suffixes: str) -> list[Path]:
    """Files of the sound repository that are no templates."""
    return sorted(
        path
        for path in MANIFESTS.rglob("*")
        if path.is_file()
        and path.suffix in suffixes
        and "templates" not in path.relative_to(MANIFESTS).parts
    )


def test_every_manifest_loads_and_there_are_many() -> None:
    documents = [
        document
        for path in files(".yaml", ".yml")
        for document in yaml.load_all(path.read_text("utf-8"), yaml.CSafeLoader)
        if document is not None
    ]
    images = [
        path for path in MANIFESTS.rglob("*file*") if path.name.startswith(("Docker", "Cont"))
    ]
    assert len(documents) + len(images) >= 220
    kinds = Counter(d.get("kind") for d in documents if isinstance(d, dict))
    assert kinds["NetworkPolicy"] >= 25
    assert kinds["Application"] >= 15
    assert kinds["ApplicationSet"] >= 10
    assert kinds["Deployment"] >= 20


def test_json_loads() -> None:
    for path in files(".json"):
        json.loads(path.read_text("utf-8"))


def test_some_templates_are_no_yaml() -> None:
    def loads(path: Path) -> bool:
        try:
            list(yaml.load_all(path.read_text("utf-8"), yaml.CSafeLoader))
        except yaml.YAMLError:
            return False
        return True

    templates = [path for path in MANIFESTS.rglob("templates/**/*.y*ml") if path.is_file()]
    assert sum(not loads(path) for path in templates) >= 5

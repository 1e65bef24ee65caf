"""What a scan looks at: a folder is judged in its repository, and a baseline holds in all of it."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Scan = Callable[..., subprocess.CompletedProcess[bytes]]
OBJECT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: 1}\n"


def found(done: subprocess.CompletedProcess[bytes]) -> list[tuple[str, str]]:
    """The rules and files of the findings, in order."""
    assert done.returncode in {0, 1}, done.stderr.decode()
    return [(f["rule"], f["file"]) for f in json.loads(done.stdout)["findings"]]


@pytest.fixture
def tree(scan: Scan) -> None:
    """A kustomization that points above its folder, and a fault in and beside that folder."""
    for name, text in {
        "web/kustomization.yaml": "resources: [../base/ns.yaml]\n",
        "web/deep/a.yaml": OBJECT,
        "web2/a.yaml": OBJECT,
        "base/ns.yaml": "a: 1\n",
        "made/a.yaml": OBJECT,
        ".gitignore": "made/\n",
    }.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


@pytest.fixture
def repository(tree: None) -> None:
    """The same, in git."""
    subprocess.run(["git", "init", "-q", "."], check=True)


WEB = [("one-replica", "web/deep/a.yaml"), ("outside", "web/kustomization.yaml")]


def test_a_folder_is_judged_in_its_repository(repository: None, scan: Scan) -> None:
    assert found(scan("--format", "json", "web")) == WEB
    assert found(scan("--format", "json", "web/deep/..")) == WEB
    os.chdir("web")
    inside = [("one-replica", "deep/a.yaml"), ("outside", "kustomization.yaml")]
    assert found(scan("--format", "json", ".")) == inside


def test_a_folder_in_no_repository_is_all_there_is(tree: None, scan: Scan) -> None:
    assert found(scan("--format", "json", "web")) == WEB[:1]


def test_a_link_to_a_folder_is_followed_and_shown(repository: None, scan: Scan) -> None:
    Path("to").symlink_to("web")
    assert [file for _, file in found(scan("--format", "json", "to"))] == [
        "to/deep/a.yaml",
        "to/kustomization.yaml",
    ]


def test_a_folder_that_git_leaves_out_is_judged_by_itself(repository: None, scan: Scan) -> None:
    """Such as rendered output: somebody asked for it."""
    assert found(scan("--format", "json", "made")) == [("one-replica", "made/a.yaml")]


def test_only_what_was_named_is_told_of(repository: None, scan: Scan) -> None:
    for name in ("web/latin.yaml", "base/latin.yaml"):
        Path(name).write_bytes(b"a: \xff\n")
    Path("base/broken.yaml").write_text("a: [")
    said = scan("web").stderr.decode()
    assert "web/latin.yaml:1: not judged" in said
    assert "base/" not in said


def test_a_hook_may_have_set_another_work_tree(
    repository: None, scan: Scan, tmp_path: Path
) -> None:
    given = {"GIT_DIR": str(tmp_path / ".git"), "GIT_WORK_TREE": str(tmp_path / "web2")}
    done = scan("--format", "json", "web", env=os.environ | given)
    assert found(done) == WEB[:1]  # as if it were in no repository


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_revision_is_a_mistake(repository: None, scan: Scan, empty: str) -> None:
    done = scan("--since", empty, "web")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == (
        b"runbook-gen: --since names no revision. Name one, such as main, or leave it out.\n"
    )


def test_a_baseline_of_the_root_holds_in_a_folder_and_back(repository: None, scan: Scan) -> None:
    assert scan("--write-baseline", "old.json", ".").returncode == 0
    files = {row["file"] for row in json.loads(Path("old.json").read_text())["findings"]}
    assert files == {"web/deep/a.yaml", "web/kustomization.yaml", "web2/a.yaml"}
    assert found(scan("--baseline", "old.json", "--format", "json", "web")) == []
    os.chdir("web")
    assert found(scan("--baseline", "../old.json", "--format", "json", ".", "../web2")) == []
    assert found(scan("--baseline", "../old.json", "--format", "json", "kustomization.yaml")) == []
    assert scan("--write-baseline", "here.json", ".").returncode == 0
    os.chdir("..")
    assert found(scan("--baseline", "web/here.json", "--format", "json", ".")) == [
        ("one-replica", "web2/a.yaml")
    ]


def test_of_a_repository_only_what_is_named_runs(repository: None, scan: Scan) -> None:
    """Manifests beside a dump of live objects are not live."""
    drifted = found(scan("--against", "base", "--format", "json", "web"))
    assert [file for rule, file in drifted if rule == "drift"] == ["web/deep/a.yaml"]


def test_what_cannot_be_read_of_the_other_side_is_said_once(tree: None, scan: Scan) -> None:
    Path("base/latin.yaml").write_bytes(b"a: \xff\n")
    Path("base/broken.yaml").write_text("a: [")
    Path("base/chart.yaml").write_text("a: {{ .Values.a }}\n")
    said = scan("--against", "base", "web", "web2").stderr.decode().splitlines()
    assert said == [
        "runbook-gen: base/broken.yaml:1: not judged: not YAML: "
        "did not find expected node content.",
        "runbook-gen: base/latin.yaml:1: not judged: not read: it is not UTF-8.",
        "runbook-gen: 1 templates left alone in base.",
    ]

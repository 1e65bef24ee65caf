"""`scan`: exit codes, formats, hostile folders, what changed, standard input."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from sources import REAL, ROOT

SEED = ROOT / "tests" / "scan" / "seed"
IMAGE = "docker.io/bitnami/redis:7.2"
SPEC = f"{{containers: [{{image: '{IMAGE}'}}]}}"
POD = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {SPEC}\n"
NO_NETWORK = (
    "import socket, sys\n"
    "def refuse(*_, **__): raise SystemExit('a connection was opened')\n"
    "socket.socket.connect = refuse\n"
    "from runbook_gen.cli.main import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command line where no connection may be opened."""

    def call(*words: str, stdin: str | bytes = "", cwd: Path = tmp_path) -> Done:
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run(
            [sys.executable, "-c", NO_NETWORK, "--collection", str(REAL), *words],
            cwd=cwd,
            input=data,
            capture_output=True,
            timeout=120,
            env=os.environ | {"NO_COLOR": "1", "LC_ALL": "C"},
        )
        texts = (done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in texts[1]
        return subprocess.CompletedProcess(done.args, done.returncode, *texts)

    return call


def test_the_seed_has_ten_findings_and_its_cures_none(run: Run) -> None:
    done = run("scan", str(SEED / "broken"), "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["version"], len(report["findings"])) == (1, 1, 10)
    assert set(report["findings"][0]) >= {
        "rule", "incident", "severity", "confidence", "file", "line", "column", "message", "remedy"
    }  # fmt: skip
    done = run("scan", str(SEED / "cured"), "--strict")
    assert (done.returncode, done.stdout) == (0, "No findings.\n")


def test_sarif_has_the_shape_that_code_hosts_read(run: Run) -> None:
    log = json.loads(run("scan", str(SEED / "broken"), "--format", "sarif").stdout)
    (only,) = log["runs"]
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert len(only["results"]) == 10
    for result in only["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert "\\" not in location["physicalLocation"]["artifactLocation"]["uri"]


def test_annotations_are_one_line_each(run: Run) -> None:
    lines = run("scan", str(SEED / "broken"), "--format", "github").stdout.splitlines()
    assert len(lines) == 10
    assert all(
        line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines
    )


def test_hostile_folders_are_read_through(tmp_path: Path, run: Run) -> None:
    tree = tmp_path / "tree"
    (tree / "inner").mkdir(parents=True)
    outside = tmp_path / "outside.yaml"
    outside.write_text(POD)
    (tree / "inner" / "loop").symlink_to(tree)
    (tree / "link.yaml").symlink_to(outside)
    os.mkfifo(tree / "pipe.yaml")
    (tree / "deep.yaml").write_text("kind: Pod\nbitnami: " + "[" * 100_000)
    (tree / "latin.yaml").write_bytes(b"kind: Pod\nname: bitnami \xe9\n")
    (tree / "binary.yaml").write_bytes(bytes(range(256)))
    (tree / "folder.yaml").mkdir()
    (tree / "bitnami\n: name.yaml").write_text(POD)
    with (tree / "huge.yaml").open("wb") as stream:
        stream.truncate(1_000_000_000)
    done = run("scan", "tree", "--format", "json")
    files = [finding["file"] for finding in json.loads(done.stdout)["findings"]]
    assert files == ["tree/bitnami\n: name.yaml"]
    told = done.stderr.splitlines()
    assert all(line.startswith("runbook-gen: ") for line in told)
    assert sum("huge.yaml" in line for line in told) == 1
    assert sum("deep.yaml" in line for line in told) == 1


def test_what_git_ignores_is_left_out(tmp_path: Path, run: Run) -> None:
    (tmp_path / "vendor").mkdir()
    (tmp_path / ".gitignore").write_text("vendor/\n*.gen.yaml\n!kept.gen.yaml\n")
    for name in ("vendor/a.yaml", "b.gen.yaml", "kept.gen.yaml"):
        (tmp_path / name).write_text(POD)
    found = json.loads(run("scan", ".", "--format", "json").stdout)["findings"]
    assert [finding["file"] for finding in found] == ["kept.gen.yaml"]


def test_the_collections_own_examples_are_passed_over(tmp_path: Path, run: Run) -> None:
    shutil.copytree(REAL, tmp_path / "incidents")
    here = ("--collection", str(tmp_path / "incidents"), "scan", "--format", "json")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert json.loads(run(*here, ".").stdout)["findings"] == []
    example = next((tmp_path / "incidents" / "examples").rglob("fires-*/policies.yaml"))
    assert "it is an example of a rule" in run(*here, str(example)).stderr
    assert json.loads(run(*here, str(example.parent)).stdout)["findings"]  # asked for by name


def test_only_what_changed_since_a_revision(tmp_path: Path, run: Run) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "old.yaml").write_text(POD)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "x")
    (tmp_path / "new.yaml").write_text(POD)
    found = json.loads(run("scan", "--since", "HEAD", "--format", "json").stdout)["findings"]
    assert [finding["file"] for finding in found] == ["new.yaml"]
    for revision in ("nowhere", "--output=stolen"):
        refused = run("scan", f"--since={revision}")
        assert refused.returncode == 2
        assert not (tmp_path / "stolen").exists()


def test_a_single_file_is_judged_in_its_repository(tmp_path: Path, run: Run) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name, text in {
        "base/ns.yaml": "kind: X\n",
        "web/kustomization.yaml": "resources: [../base/ns.yaml]\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    done = run("scan", "kustomization.yaml", "--format", "json", cwd=tmp_path / "web")
    assert [f["rule"] for f in json.loads(done.stdout)["findings"]] == [
        "kustomization-file-outside-root"
    ]


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        (POD, 1),
        (POD.replace("\n", "\r\n"), 1),
        ("", 0),
        ("a: b\n  c: d\n", 2),
        (b"\xff\xfe\x00", 2),
        (f"apiVersion: v1\nkind: PodList\nitems: [{{spec: {SPEC}}}]\n", 1),
        (f'{{"apiVersion": "v1", "kind": "Pod", "spec": {json.dumps(yaml.safe_load(SPEC))}}}', 1),
    ],
    ids=["manifest", "crlf", "empty", "broken", "binary", "typed list", "json"],
)  # fmt: skip
def test_standard_input(run: Run, stdin: str | bytes, code: int) -> None:
    assert run("scan", "-", stdin=stdin).returncode == code


def test_a_baseline_passes_what_is_old(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.yaml").write_text(POD)
    assert run("scan", "--write-baseline", "known.json").returncode == 0
    assert run("scan", "--baseline", "known.json").returncode == 0
    (tmp_path / "b.yaml").write_text(POD)
    assert run("scan", "--baseline", "known.json").returncode == 1
    (tmp_path / "known.json").write_text("{")
    assert run("scan", "--baseline", "known.json").returncode == 2


@pytest.mark.parametrize(
    "words", [("nowhere",), ("-", "--against", "nowhere"), ("--language", "xx")]
)
def test_what_cannot_run_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    done = run("scan", *words)
    assert done.returncode == 2
    assert done.stderr.startswith("runbook-gen: ")


def test_every_rule_of_the_collection_is_proven(run: Run) -> None:
    done = run("test", "--format", "json")
    rules = json.loads(done.stdout)["rules"]
    assert {rule["rule"]: rule["outcome"] for rule in rules if rule["outcome"] == "failed"} == {}
    assert done.returncode == 0
    kinds = {(rule["incident"], rule["kind"]) for rule in rules}
    assert len({incident for incident, kind in kinds if kind == "log"}) == 10
    assert len({incident for incident, kind in kinds if kind in ("manifest", "file")}) >= 8


def test_junit_holds_every_case(run: Run) -> None:
    suites = ET.fromstring(run("test", "bitnami-image-in-pod", "--format", "junit").stdout)
    (suite,) = suites.iter("testsuite")
    assert len(list(suite.iter("testcase"))) == int(suite.get("tests", 0)) > 10
    assert suite.get("failures") == "0"
    assert run("test", "no-such-rule").returncode == 2

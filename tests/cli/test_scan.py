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
from sources import REAL, ROOT

SEED = ROOT / "tests" / "scan" / "seed"
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


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """The seed's files in no repository: in ours, they would be judged among its own."""
    return Path(shutil.copytree(SEED, tmp_path / "seed"))


def test_the_seed_has_ten_findings_and_its_cures_none(seed: Path, run: Run) -> None:
    done = run("scan", str(seed / "broken"), "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["version"], len(report["findings"])) == (1, 1, 10)
    assert set(report["findings"][0]) >= {
        "rule", "incident", "severity", "confidence", "file", "line", "column", "message", "remedy"
    }  # fmt: skip
    done = run("scan", str(seed / "cured"), "--strict")
    assert (done.returncode, done.stdout) == (0, "No findings.\n")


def test_sarif_has_the_shape_that_code_hosts_read(seed: Path, run: Run) -> None:
    log = json.loads(run("scan", str(seed / "broken"), "--format", "sarif").stdout)
    (only,) = log["runs"]
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert len(only["results"]) == 10
    for result in only["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert "\\" not in location["physicalLocation"]["artifactLocation"]["uri"]


def test_annotations_are_one_line_each(seed: Path, run: Run) -> None:
    lines = run("scan", str(seed / "broken"), "--format", "github").stdout.splitlines()
    assert len(lines) == 10
    assert all(
        line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines
    )


def test_the_collections_own_examples_are_passed_over(tmp_path: Path, run: Run) -> None:
    shutil.copytree(REAL, tmp_path / "incidents")
    here = ("--collection", str(tmp_path / "incidents"), "scan", "--format", "json")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert json.loads(run(*here, ".").stdout)["findings"] == []
    example = next((tmp_path / "incidents" / "examples").rglob("fires-*/policies.yaml"))
    assert "it is an example of a rule" in run(*here, str(example)).stderr
    assert json.loads(run(*here, str(example.parent)).stdout)["findings"]  # asked for by name


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

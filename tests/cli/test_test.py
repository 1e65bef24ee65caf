"""`test`: the proof of a collection, on the command line."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sources import SOUND

from runbook_gen.cli.main import main

METRIC = """\
  - kind: metric
    id: down
    title: {ko: 하나, en: One}
    severity: warning
    confidence: exact
    expr: up == 0
    for: 2m
    message: {ko: 하나, en: One}
    remediation: {ko: 고친다, en: Mend it}
    examples:
      fires: [{series: [{series: up, values: 0+0x20}], at: 10m}]
      silent: [{series: [{series: up, values: VALUES}], at: 10m}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "incidents"))


def add(folder: Path, text: str) -> None:
    with (folder / "dns-down.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


def run(folder: Path, *words: str) -> int:
    return main(["test", "--collection", str(folder), *words])


def test_a_sound_collection_is_proven(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    said = capsys.readouterr()
    assert "1 rules: 1 proven, 0 failed." in said.out
    assert said.err == ""


def test_every_format_tells_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--format", "json") == 0
    (rule,) = json.loads(capsys.readouterr().out)["rules"]
    assert run(folder, "--format", "junit") == 0
    root = ET.fromstring(capsys.readouterr().out)
    assert len(root.findall("testsuite/testcase")) == len(rule["cases"])


def test_some_rules_may_be_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "dns-lookup-timeout") == 0
    assert run(folder, "nope") == 2
    assert "there is no rule 'nope'" in capsys.readouterr().err


def test_promtool_proves_or_refutes_an_alert(
    folder: Path, capsys: pytest.CaptureFixture[str], need: object
) -> None:
    assert callable(need)
    need("promtool")
    add(folder, METRIC.replace("VALUES", "1+0x20"))
    assert run(folder, "down", "--strict") == 0
    file = folder / "dns-down.yaml"
    file.write_text(file.read_text("utf-8").replace("1+0x20", "0+0x20"), "utf-8")
    assert run(folder, "down") == 1
    assert "dns-down.yaml" in capsys.readouterr().out


def test_without_promtool_alerts_are_not_run_and_that_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(folder, METRIC.replace("VALUES", "1+0x20"))
    monkeypatch.setenv("PATH", "")
    assert run(folder) == 0
    assert "Not run: promtool is not installed" in capsys.readouterr().out
    assert run(folder, "--format", "json") == 0
    assert "no promtool" in capsys.readouterr().err
    assert run(folder, "--strict") == 1


def test_a_collection_that_does_not_load_cannot_be_proven(folder: Path) -> None:
    (folder / "api-slow.yaml").write_text("id: [")
    command = [sys.executable, "-m", "runbook_gen.cli.main", "test", "--collection", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Mend the collection first" in done.stderr

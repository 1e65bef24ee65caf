"""A small collection on disk whose rules find something, and the command line in a process."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from sources import SOUND

from runbook_gen.cli.main import main

RULES = Path(__file__).parent / "scan_rules.yaml"
Scan = Callable[..., subprocess.CompletedProcess[bytes]]


class Ran(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small sound collection, in which the user stands."""
    shutil.copytree(SOUND, tmp_path / "incidents")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def runbook(capsys: pytest.CaptureFixture[str]) -> Run:
    """`runbook("check", "--strict")`, in this process."""

    def call(*words: str) -> Ran:
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound collection, with the rules of scan_rules.yaml."""
    folder = tmp_path_factory.mktemp("lab") / "incidents"
    shutil.copytree(SOUND, folder)
    with (folder / "dns-down.yaml").open("a", encoding="utf-8") as file:
        file.write(RULES.read_text("utf-8"))
    return folder


@pytest.fixture
def scan(lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scan:
    """`scan("--since", "HEAD", ".")`, run in the folder that the test is in."""
    monkeypatch.chdir(tmp_path)
    command = [sys.executable, "-m", "runbook_gen.cli.main", "scan"]

    def run(
        *words: str, stdin: bytes | None = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [*command, "--collection", str(lab), "--language", "en", *words],
            input=stdin,
            env=env,
            capture_output=True,
            timeout=120,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
        return done

    return run

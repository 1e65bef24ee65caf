"""A small collection on disk whose rules find something, and the command line in a process."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sources import SOUND

RULES = Path(__file__).parent / "scan_rules.yaml"
Scan = Callable[..., subprocess.CompletedProcess[bytes]]


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

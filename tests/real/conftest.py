"""Real tools: where they are, how they are run, and which incident `match` makes of their words."""

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from real.programs import Named, Run, Told, Tool, lack, plain, write
from sources import REAL, ROOT

TOOLS = ROOT / ".venv-tools"


@pytest.fixture(scope="session")
def tool() -> Tool:
    """`tool("yaml", "yamllint")`: a program of an environment that tests/real-tools.sh made."""

    def find(environment: str, program: str) -> str:
        folder = "node_modules/.bin" if environment == "node" else "bin"
        path = TOOLS / environment / folder / program
        if not path.exists():
            lack(f"{program} is missing in .venv-tools/{environment}: sh tests/real-tools.sh")
        return str(path)

    return find


@pytest.fixture(scope="session")
def system() -> Tool:
    """`system("nft", "nftables")`: a program of the system, and the package that brings it."""

    def find(program: str, package: str) -> str:
        path = shutil.which(program, path=plain(Path("/"))["PATH"])
        if path is None:
            lack(f"{program} is missing: sudo apt-get install {package}")
        return str(path)

    return find


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a program away from the user's settings."""

    def call(
        *command: str, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: str = ""
    ) -> Told:
        done = subprocess.run(
            command,
            cwd=cwd or tmp_path,
            env=plain(tmp_path) | (env or {}),
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Told(done.returncode, done.stdout)

    return call


@pytest.fixture
def named(tmp_path_factory: pytest.TempPathFactory) -> Named:
    """What the installed `runbook-gen match` makes of texts: one file each, read in one run."""
    command = str(Path(sys.executable).with_name("runbook-gen"))

    def match(*texts: str) -> list[list[str]]:
        folder = tmp_path_factory.mktemp("printed")
        logs = [f"{number}.log" for number in range(len(texts))]
        write(folder, dict(zip(logs, texts, strict=True)))
        done = subprocess.run(
            [command, "match", "--format", "json", "--collection", str(REAL), *logs],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode in {0, 1}, done.stderr
        answer = json.loads(done.stdout)
        order = [rank["incident"] for rank in answer["ranking"]]
        hits = {(hit["file"], hit["incident"]) for hit in answer["matches"]}
        return [[name for name in order if (log, name) in hits] for log in logs]

    return match


@pytest.fixture
def free_port() -> int:
    """A port of the loopback address on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port

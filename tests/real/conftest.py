"""Which incident `match` makes of what real tools say, and a port to let them listen on."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from programs import Named, write
from sources import REAL


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

"""A cloud on the loopback address: moto's server, and what clients need to call it."""

import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from programs import plain, until

ACCESS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def served(folder: Path, *command: str) -> Iterator[str]:
    """The address of the server that `command` runs."""
    log = folder / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", "0"],
            env=plain(folder) | {"PYTHONUNBUFFERED": "1"},
            stdout=stream,
            stderr=stream,
        )
    try:
        yield until(lambda: _address(log.read_text("utf-8")), lambda: log.read_text("utf-8"))
    finally:
        process.terminate()
        process.wait(10)


def _address(log: str) -> str | None:
    _, found, rest = log.partition("Running on ")
    if not found or "\n" not in rest:
        return None
    address = rest.split()[0]
    with urllib.request.urlopen(f"{address}/moto-api/", timeout=5):
        return address

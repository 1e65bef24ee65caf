"""Networks of the tests' own: nothing in them reaches this machine's network, nor it them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread

from programs import lack, plain

HERE = Path(__file__).parent


class Namespace:
    """A network, and mounts, of their own; they last as long as the process that holds them."""

    def __init__(self, pid: int, folder: Path) -> None:
        self.pid = pid
        self.folder = folder

    def inside(self, *command: str) -> list[str]:
        """The command that runs a command in here."""
        return ["nsenter", f"--target={self.pid}", "--net", "--mount", *command]

    def do(self, *lines: str) -> None:
        """Run each line in here; a kernel that cannot do one of them has no place for the test."""
        for line in lines:
            done = subprocess.run(
                self.inside("sh", "-c", line), capture_output=True, text=True, check=False
            )
            if done.returncode != 0:
                lack(f"network namespaces: `{line}` failed: {done.stderr.strip()}")

    @contextmanager
    def started(self, *command: str, ready: str = "") -> Iterator[None]:
        """A server that runs in here; it has started once it prints a line that says `ready`."""
        process = subprocess.Popen(
            self.inside(*command),
            env=plain(self.folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        printed = [next((line for line in process.stdout if ready in line), None)]
        drain = Thread(target=process.stdout.read, daemon=True)
        drain.start()
        try:
            assert printed[0] is not None, f"{command[0]} did not start"
            yield
        finally:
            process.terminate()
            process.wait(10)

    def serving(self, script: str, *words: str) -> AbstractContextManager[None]:
        """A stub server of this folder, running in here."""
        return self.started(sys.executable, str(HERE / script), *words, ready="ready")


@contextmanager
def namespace(folder: Path) -> Iterator[Namespace]:
    """A new one, with loopback up. It takes root, and a kernel that allows it."""
    if os.geteuid() != 0:
        lack("network namespaces take root: sudo make test")
    holder = subprocess.Popen(
        ["unshare", "--net", "--mount", "sh", "-c", "echo ready; exec sleep 600"],
        env=plain(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        if holder.stdout is None or holder.stdout.readline() != "ready\n":
            lack("network namespaces are not allowed here")
        own = Namespace(holder.pid, folder)
        own.do("ip link set lo up")
        yield own
    finally:
        holder.kill()
        holder.communicate()


def certificate(folder: Path, openssl: str, *names: str) -> tuple[str, str]:
    """A certificate for the names, signed by itself, and its key."""
    files = str(folder / "cert.pem"), str(folder / "key.pem")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=stub"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *(
                "-addext",
                "subjectAltName=" + ",".join(names),
                "-out",
                files[0],
                "-keyout",
                files[1],
            ),
        ],
        check=True,
        capture_output=True,
    )
    return files

"""uvicorn, gunicorn and hypercorn: a module that is not there; the cure answers over HTTP."""

import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from programs import Named, Tool, plain, until, write

INCIDENT = "scan-api-module-path"
APP = """\
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"scanned"})
"""
FILES = {"app/__init__.py": "", "app/main.py": APP}
SERVERS = {
    "uvicorn": ("uvicorn", ["--port", "{port}"]),
    "uvicorn coloured": ("uvicorn", ["--port", "{port}", "--use-colors"]),
    "gunicorn": (
        "gunicorn",
        ["-k", "uvicorn_worker.UvicornWorker", "-b", "127.0.0.1:{port}", "--no-control-socket"],
    ),
    "hypercorn": ("hypercorn", ["-b", "127.0.0.1:{port}"]),
}


class Server:
    """A server that starts in a folder; what it prints goes to a file."""

    def __init__(self, command: list[str], folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.command = [word.format(port=port) for word in command]

    @contextmanager
    def started(self, target: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Started for a target; ended at the latest when left."""
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*self.command, target],
                cwd=self.folder,
                env=plain(self.folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            try:
                yield process
            finally:
                process.terminate()
                process.wait(20)

    def told(self) -> str:
        """What it has printed."""
        return (self.folder / "log").read_text("utf-8")

    def fails(self, target: str) -> str:
        """What it prints when it cannot start."""
        with self.started(target) as process:
            process.wait(20)
        return self.told()

    def answers(self, target: str) -> str:
        """What it answers over HTTP once it has started."""
        with self.started(target):
            return until(self._get, self.told)

    def _get(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as response:
            return str(response.read(), "utf-8")


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path: Path, free_port: int, tool: Tool) -> Server:
    program, options = SERVERS[request.param]
    write(tmp_path, FILES)
    python = tool("servers", "python")  # -m puts the folder on the path, as a Dockerfile would
    return Server([python, "-m", program, *options], tmp_path, free_port)


def test_the_module_is_not_where_the_command_says(server: Server, named: Named) -> None:
    refused = server.fails("main:app")
    assert named(refused) == [[INCIDENT]], refused
    assert server.answers("app.main:app") == "scanned"
    assert named(server.told()) == [[]]


@pytest.mark.parametrize("target", ["app.nope:app", "scan.main:app"])
def test_a_module_of_another_name(server: Server, named: Named, target: str) -> None:
    refused = server.fails(target)
    assert named(refused) == [[INCIDENT]], refused


def test_a_path_instead_of_a_module(server: Server, named: Named) -> None:
    if "hypercorn" in server.command:
        assert server.answers("app/main:app") == "scanned"  # it takes paths
        return
    refused = server.fails("app/main:app")
    assert named(refused) == [[INCIDENT]], refused


def test_a_package_that_was_not_copied(server: Server, named: Named) -> None:
    (server.folder / "app").rename(server.folder / "source")
    refused = server.fails("app.main:app")
    assert named(refused) == [[INCIDENT]], refused


def test_another_attribute_is_the_second_way_of_failing(server: Server, named: Named) -> None:
    refused = server.fails("app.main:nope")
    assert "nope" in refused
    assert named(refused) == [[INCIDENT]]


def test_a_missing_library_is_something_else(server: Server, named: Named) -> None:
    write(server.folder, {"app/main.py": "import fastapi\n" + APP})
    refused = server.fails("app.main:app")
    assert "No module named 'fastapi'" in refused
    assert named(refused) == [[]]


@pytest.mark.parametrize("module", ["main", "app.nope", "scan.main"])
def test_python_m(tmp_path: Path, tool: Tool, named: Named, module: str) -> None:
    write(tmp_path, FILES)
    python = Server([tool("servers", "python"), "-m"], tmp_path, 0)
    refused = python.fails(module)
    assert named(refused) == [[INCIDENT]], refused

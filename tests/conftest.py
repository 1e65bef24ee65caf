"""How the tests run: more examples on demand, and a missing tool is a finding."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings
from programs import Run, Told, Tool, lack, plain
from sources import ROOT

TOOLS = ROOT / ".venv-tools"

settings.register_profile("usual", deadline=None)  # the machines are noisy
settings.register_profile("long", deadline=None, max_examples=10_000)
# In CI the same examples each time: a red run then blames the change, not the day's luck. What is
# new is looked for by everyone else's runs, and by HYPOTHESIS_PROFILE=long.
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "usual")
)


@pytest.fixture(scope="session")
def need() -> "Need":
    """`need("promtool")` goes on where the tool is; elsewhere it skips, and in CI it fails."""
    return Need()


class Need:
    """Asks for a tool that pip cannot install."""

    def __call__(self, tool: str) -> str:
        """The tool's path."""
        path = shutil.which(tool)
        if path is None:
            lack(f"{tool} is missing: sudo apt-get install chromium prometheus")
        return str(path)


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many examples were replayed on each target's artifact (see `export/conftest.py`)."""
    counts: dict[str, int] = {}
    for report in terminalreporter.stats.get("passed", ()):
        for name, count in getattr(report, "user_properties", ()):
            if name.startswith("replayed "):
                counts[name] = counts.get(name, 0) + count
    if counts:
        told = ", ".join(
            f"{name.removeprefix('replayed ')} {n}" for name, n in sorted(counts.items())
        )
        terminalreporter.write_line(f"Examples replayed on exported artifacts: {told}")

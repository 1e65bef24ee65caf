"""How the tests run: more examples on demand, and a missing tool is a finding."""

import os
import shutil

import pytest
from hypothesis import settings

settings.register_profile("usual", deadline=None)  # the machines are noisy
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


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
            message = f"{tool} is missing: sudo apt-get install chromium prometheus"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
        return str(path)


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

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

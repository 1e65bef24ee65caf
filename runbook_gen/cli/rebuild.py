"""A build of the whole site in a process of its own, which may be stopped at any time.

What it made by then is remembered, or cleared away by the next one; the site stays as it was.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress

from runbook_gen.cli.project import Project

APART = os.name == "posix"
"""Whether it gets a group of its own, with which all that it started can be stopped."""


class Rebuild:
    """One build; it says on our standard output what it made, or what stands in its way."""

    def __init__(self, where: Project) -> None:
        command = [sys.executable, "-P", "-m", "runbook_gen.cli.main", "build", "--no-packs"]
        command += ["--collection", str(where.incidents)]
        self._process = subprocess.Popen(command, start_new_session=APART)

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    def stop(self) -> None:
        """Stop it where it is: it writes nothing more, though the system still takes it apart."""
        if self.code is None:
            with suppress(ProcessLookupError):
                if APART:
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:
                    self._process.kill()

    def end(self) -> None:
        """Stop it, and wait until nothing is left of it."""
        self.stop()
        self._process.wait()

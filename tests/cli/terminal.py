"""A terminal in which a command asks and a test answers."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

DOWN, SPACE = "\x1b[B", " "
WAITS = 20.0  # seconds for a question
SETTLES = 0.05  # seconds in which nothing more is drawn
DRAWN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>78])|\r")


class Terminal:
    """`runbook-gen` with words, on a terminal of its own."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.seen = ""
        self._read = 0
        self._ours, theirs = pty.openpty()
        env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "runbook_gen.cli.main", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=env | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": "120"},
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def answer(self, question: str, keys: str) -> None:
        """Wait until the question stands there, then type, and press Enter."""
        self._until(question)
        for key in re.findall(r"\x1b\[.|.", keys, re.DOTALL):
            os.write(self._ours, key.encode())
        os.write(self._ours, b"\r")

    def code(self) -> int:
        """How the command ended."""
        end = time.monotonic() + WAITS
        while self._process.poll() is None and time.monotonic() < end:
            self._draw()
        self._draw()
        return self._process.wait(1)

    def _until(self, question: str) -> None:
        end = time.monotonic() + WAITS
        while question not in self.seen[self._read :]:
            assert time.monotonic() < end, f"{question!r} was not asked:\n{self.seen}"
            self._draw()
        while self._draw():
            pass
        self._read = len(self.seen)

    def _draw(self) -> bool:
        """Take what the command drew; whether it did."""
        if not select.select([self._ours], [], [], SETTLES)[0]:
            return False
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # the command has ended
            return False
        self.seen += DRAWN.sub("", data.decode("utf-8", "replace"))
        return True

"""What the tests of real tools share besides fixtures: types, and ways to lack and to wait."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn, Protocol, TypeVar

import pytest

SERVES = 20.0  # seconds until a server must answer
T = TypeVar("T")


class Told(NamedTuple):
    """How a program ended, and all that it printed."""

    code: int
    text: str


class Run(Protocol):
    """Runs a program in a folder of the test's own; what it prints is one text."""

    def __call__(
        self,
        *command: str,
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
        stdin: str = "",
    ) -> Told: ...


class Named(Protocol):
    """The incidents that `runbook-gen match` names for each of the texts, likeliest first."""

    def __call__(self, *texts: str) -> list[list[str]]: ...


Tool = Callable[[str, str], str]
Replays = Callable[[str, int], None]


def lack(what: str) -> NoReturn:
    """Skip, since something is not to be had here; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def plain(home: Path) -> dict[str, str]:
    """An environment without the user's settings, colours and proxies."""
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "TMPDIR": str(home)}


def write(folder: Path, files: dict[str, str]) -> None:
    """Write the files, named by their path inside `folder`."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def until(ask: Callable[[], T | None], told: Callable[[], str]) -> T:
    """What `ask` answers, once it does; a refused connection is no answer yet."""
    end = time.monotonic() + SERVES
    while time.monotonic() < end:
        with suppress(OSError):
            if (answer := ask()) is not None:
                return answer
        time.sleep(0.05)
    raise AssertionError(f"no answer within {SERVES:.0f} s:\n{told()}")

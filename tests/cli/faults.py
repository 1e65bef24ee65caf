"""Faults at a run's writes: the run is forked, its writes are counted, and one of them fails."""

import errno
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from runbook_gen.cli.main import main

WRITES = frozenset({"os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "os.chmod"})
EXCHANGE = "renameat2"


def _full() -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _read_only() -> NoReturn:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def _interrupted() -> NoReturn:
    raise KeyboardInterrupt


def _killed() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


FAULTS: dict[str, Callable[[], NoReturn]] = {
    "a full disk": _full,
    "a read-only disk": _read_only,
    "Ctrl-C": _interrupted,
    "kill -9": _killed,
}


def write_of(event: str, words: Sequence[Any]) -> str | None:
    """What a Python audit event would change on the disk, or None."""
    if event == "open":
        path, _, flags = words
        if isinstance(path, str) and flags & (os.O_WRONLY | os.O_RDWR) and path != os.devnull:
            return f"open {path}"
    elif event in WRITES:
        return f"{event} {words[0]}"
    elif event == "ctypes.dlsym" and words[1] == EXCHANGE:
        return "exchange"
    return None


def run(
    folder: Path, words: Sequence[str], number: int = 0, fault: str = ""
) -> tuple[int, list[str]]:
    """Run a command in a process of its own, in which the `number`-th write meets a fault.

    Returns how it ended (negative: by which signal) and every write that it began, in order.
    """
    log = folder.parent / "writes"
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(
            _child(
                folder, words, number, fault, os.open(log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
            )
        )
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), log.read_text("utf-8").splitlines()


def _child(folder: Path, words: Sequence[str], number: int, fault: str, log: int) -> int:
    os.chdir(folder)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    counted = 0

    def hook(event: str, said: tuple[Any, ...]) -> None:
        nonlocal counted
        if what := write_of(event, said):
            counted += 1
            os.write(log, f"{what}\n".replace(str(folder), "").encode())
            if counted == number:
                FAULTS[fault]()

    sys.addaudithook(hook)
    try:
        return main([*words])
    except BaseException:
        os.write(log, b"an exception reached the user\n")
        return 99

"""Logs to read: files, compressed files, pipes; nothing is read that is no log."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from runbook_gen.cli.command import CannotRun

Read = Callable[[memoryview], int | None]
STDIN = "-"
LONG = 50_000_000  # bytes: reading more takes long enough to show how far it is


@contextmanager
def opened(name: str) -> Iterator[Read]:
    """How to read a log, a buffer at a time, as soon as there is anything.

    Raises:
        CannotRun: it cannot be read, or ends in the middle.
    """
    import zlib

    try:
        if name == STDIN:
            if sys.stdin is None:
                raise CannotRun("standard input is closed. Pipe a log in, or name a file.")
            yield sys.stdin.buffer.readinto1  # type: ignore[union-attr]
            return
        path = Path(name)
        if path.is_dir():
            raise CannotRun(f"{name} is a folder. Name a log file, or '-' for standard input.")
        with _stream(path) as stream, _shown(path, stream) as read:
            yield read
    except (EOFError, zlib.error):
        message = f"{name} is cut off or no .gz file. Unpack it as far as it goes."
        raise CannotRun(message) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotRun(f"{name}: {error.strerror or error}.") from None


def _stream(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        import gzip

        return gzip.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb", buffering=0)


@contextmanager
def _shown(path: Path, stream: IO[bytes]) -> Iterator[Read]:
    """How to read `stream`, with a progress bar on a terminal where it takes long."""
    read: Read = getattr(stream, "readinto1", None) or stream.readinto  # type: ignore[attr-defined]
    size = path.stat().st_size
    if size < LONG or path.suffix == ".gz" or not sys.stderr.isatty():
        yield read
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(path.name, total=size)

        def counted(buffer: memoryview) -> int | None:
            count = read(buffer)
            progress.advance(task, count or 0)
            return count

        yield counted

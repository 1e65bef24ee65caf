"""Texts that were made before, kept on the disk: it may be lost at any time, and is never wrong.

A text is kept under a digest of its key and of our own code, with a digest of both: what somebody
else wrote into the file, or a disk has spoilt, is not believed. What a run does not ask for is
dropped at its end, so the file grows with the collection only.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from runbook_gen.cli import verdict, writing
from runbook_gen.engine.remembering import Key, Remember, anew

FOLDER = Path(".runbook") / "texts"
"""Where a project keeps its texts: a file for each language, and one for what machines read."""
TABLE = "CREATE TABLE IF NOT EXISTS texts (key BLOB PRIMARY KEY, seal BLOB, text BLOB)"


class Memory:
    """What was made before for each key, and what is made now."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._code = verdict.key("texts", ())
        self._asked: set[bytes] = set()
        self._made: dict[bytes, bytes] = {}
        self._known = dict(self._read())

    def __call__(self, key: Key, make: Callable[[], str]) -> str:
        """See `Remember`."""
        digest = sha256(f"{self._code}\0{key()}".encode()).digest()
        self._asked.add(digest)
        if (known := self._known.get(digest)) is not None:
            return known.decode()
        made = make()
        self._known[digest] = self._made[digest] = made.encode()
        return made

    def keep(self) -> None:
        """Keep what was asked for. Where nothing can be written, the next run takes longer."""
        gone = self._known.keys() - self._asked
        if not self._made and not gone:
            return
        rows = ((key, _seal(key, text), text) for key, text in self._made.items())
        with suppress(OSError, sqlite3.Error), self._opened() as table:
            table.executemany("REPLACE INTO texts VALUES (?, ?, ?)", rows)
            table.executemany("DELETE FROM texts WHERE key = ?", ((key,) for key in gone))

    def _read(self) -> Iterator[tuple[bytes, bytes]]:
        if not self._file.is_file():
            return
        try:
            with self._opened() as table:
                for key, seal, text in table.execute("SELECT key, seal, text FROM texts"):
                    if seal == _seal(key, text):
                        yield key, text
        except (OSError, sqlite3.Error, AttributeError, TypeError):
            with suppress(OSError):
                self._file.unlink()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        writing.write_text(self._file.parents[1] / ".gitignore", "*\n")
        self._file.parent.mkdir(exist_ok=True)
        table = sqlite3.connect(self._file)
        try:
            with table:
                table.execute("PRAGMA synchronous = OFF")  # a torn file is found out and left
                table.execute(TABLE)
                yield table
        finally:
            table.close()


def _seal(key: bytes, text: bytes) -> bytes:
    return sha256(key + text).digest()


@contextmanager
def remembering(folder: Path | None, name: str) -> Iterator[Remember]:
    """The texts that a folder keeps under a name; what is made meanwhile is kept, too.

    Without a folder nothing is remembered.
    """
    if folder is None:
        yield anew
        return
    memory = Memory(folder / f"{name}.sqlite")
    yield memory
    memory.keep()

"""The files of a collection, found and read fast: of ten thousand a hook has a fifth of a second.

So paths are texts, nothing is asked of the system twice, and little is imported here: where nothing
has changed since the last check, this is most of what a check does.
"""

import os
from collections.abc import Callable, Iterator

from runbook_gen.model.files import EXAMPLES, LEDGER_SUFFIX, LEDGERS, MAX_BYTES

FOLDER = "incidents"
RECORDS = (".yaml", ".yml")
FIRST_READ = 1 << 16  # bytes: an ordinary file comes at once


Listed = tuple[str, str]
"""Something in a folder: its name as seen from there, with forward slashes, and its kind.

Links are not followed: they may lead out of the folder.
"""


class Files:
    """The files of a collection: their names for readers, with their paths; and what is no file."""

    def __init__(self, paths: list[Listed], irregular: list[Listed]) -> None:
        self.paths = paths
        self.irregular = irregular
        """What is named like a file of the collection, and what it is instead."""

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every file's name and bytes, read no further than needed to see that it is too large."""
        return ((name, content(path)) for name, path in self.paths)


def nearest(folder: str) -> str | None:
    """The collection that lies in a folder, or in the nearest one above that has one."""
    while not os.path.isdir(os.path.join(folder, FOLDER)):
        below, folder = folder, os.path.dirname(folder)
        if folder == below:
            return None
    return os.path.join(folder, FOLDER)


def files(incidents: str) -> Files:
    """Every file that belongs to a collection: its records, the examples, and the ledger."""
    every = (*records(incidents), *_examples(incidents), *ledgers(incidents))
    name = naming(incidents)
    return Files(
        [(name(each), f"{incidents}/{each}") for each, kind in every if kind == "file"],
        [(name(each), kind) for each, kind in every if kind != "file"],
    )


def records(incidents: str) -> list[Listed]:
    """The files of a collection by name; in folders of it, too. Hidden ones do not count."""

    def enters(name: str) -> bool:
        return name != EXAMPLES and not name.rpartition("/")[2].startswith(".")

    return [(name, kind) for name, kind in _below(incidents, enters) if is_record(name)]


def is_record(name: str) -> bool:
    """Whether a file is named like the settings, the cluster or an incident."""
    return os.path.splitext(name)[1].lower() in RECORDS


def _examples(incidents: str) -> list[Listed]:
    """What lies in the folder of examples, hidden files included: some are examples."""
    return [(name, kind) for name, kind in _inside(incidents, EXAMPLES) if kind != "folder"]


def ledgers(incidents: str) -> list[Listed]:
    """The files of the ledger of translations."""
    return [each for each in _inside(incidents, LEDGERS) if each[0].endswith(LEDGER_SUFFIX)]


def _inside(incidents: str, folder: str) -> Iterator[Listed]:
    """What lies in a folder of the collection, named as seen from the collection."""
    for name, kind in _below(f"{incidents}/{folder}"):
        yield f"{folder}/{name}", kind


def _below(folder: str, enters: Callable[[str], bool] = lambda _: True) -> list[Listed]:
    """Whatever lies in a folder and below, in order of path; nothing where there is no folder."""
    return sorted(_walked(folder, "", enters), key=lambda each: _parts(each[0]))


def _parts(name: str) -> list[str]:
    return os.path.normcase(name).replace("\\", "/").split("/")


def _walked(folder: str, way: str, enters: Callable[[str], bool]) -> Iterator[Listed]:
    try:
        entries = list(os.scandir(f"{folder}/{way}"))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in entries:
        name = way + entry.name
        if enters(name):
            kind = _kind(entry)
            yield name, kind
            if kind == "folder":
                yield from _walked(folder, f"{name}/", enters)


def _kind(entry: "os.DirEntry[str]") -> str:
    if entry.is_symlink():
        return "symbolic link"
    if entry.is_file(follow_symlinks=False):
        return "file"
    return "folder" if entry.is_dir(follow_symlinks=False) else "special file"


def naming(folder: str) -> Callable[[str], str]:
    """Tells what to call, as `shown` does, what lies in a folder under a name."""
    before = shown(folder)
    if before.startswith("."):  # we may stand in it, or below
        return lambda name: shown(f"{folder}/{name}")
    return lambda name: f"{before}/{name}"


def shown(path: str) -> str:
    """A path as the user would write it: relative where possible, with forward slashes."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive on Windows
        return path.replace(os.sep, "/")


def content(path: str) -> bytes:
    """The bytes of a file, and no more of them than show that it is too large."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        data = os.read(handle, FIRST_READ)
        if len(data) == FIRST_READ:
            with os.fdopen(handle, "rb", closefd=False) as stream:
                data += stream.read(MAX_BYTES + 1 - len(data))
        return data
    finally:
        os.close(handle)

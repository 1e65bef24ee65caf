"""Putting right what has one right answer: in the files, or only shown."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CLEAN, FINDINGS

if TYPE_CHECKING:
    from runbook_gen.model.record import Record

MARK = "\ufeff"  # of a UTF-8 file that Windows wrote


class Mended(NamedTuple):
    """A file that has something to fix: its text before and after, and what is done."""

    path: Path
    before: str
    after: str
    done: tuple[str, ...]


def write(where: project.Project, names: set[str] | None) -> None:
    """Fix the files, each whole or not at all, and say what was done."""
    for mended in _mended(where, names):
        writing.write_bytes(mended.path, mended.after.encode())
        sys.stderr.write(f"Fixed {project.shown(mended.path)}: {', '.join(mended.done)}.\n")


def show(where: project.Project, names: set[str] | None) -> int:
    """Show what `write` would do, as a unified diff."""
    from difflib import unified_diff

    from runbook_gen.report.text import printable

    code = CLEAN
    for mended in _mended(where, names):
        code = FINDINGS
        file = project.shown(mended.path)
        before, after = mended.before.split("\n"), mended.after.split("\n")
        for line in unified_diff(before, after, f"a/{file}", f"b/{file}", lineterm=""):
            sys.stdout.write(f"{printable(line.rstrip(chr(13)))}\n")
    if code == CLEAN:
        sys.stdout.write("Nothing to fix.\n")
    return code


def _mended(where: project.Project, names: set[str] | None) -> Iterator[Mended]:
    """Each of the files (all, if None) in which something can be fixed."""
    from runbook_gen.fix import fix

    read = dict(_read(where))
    ids = _Ids({path: data for path, (_, data) in read.items()})
    for path, (text, _) in read.items():
        if names is None or project.shown(path) in names:
            body = text.removeprefix(MARK)
            fixed = fix(body, _subject(where, path, ids))
            if fixed.done:
                yield Mended(path, text, text[: len(text) - len(body)] + fixed.text, fixed.done)


def _read(where: project.Project) -> Iterator[tuple[Path, tuple[str, Any]]]:
    """Each file that is of the dialect: its text with a byte order mark, and its data."""
    from runbook_gen.load.decoding import Problem, decode
    from runbook_gen.load.dialect import Reader

    paths = {project.shown(path): path for path in where.files()}
    for name, data in where.contents():
        if name in paths:
            try:
                reader = Reader(decode(data))
            except Problem:
                continue
            if not reader.problems and isinstance(reader.data, dict):
                yield paths[name], (data.decode(), reader.data)


def _subject(where: project.Project, path: Path, ids: "_Ids") -> Any:
    from runbook_gen.fix import Subject

    model = _model(path)
    schema = where.root / "docs" / "schema" / f"{model.__name__.lower()}.schema.json"
    way = Path(os.path.relpath(schema, path.parent)).as_posix() if schema.is_file() else ""
    return Subject(model, ids.sure(path) if model.__name__ == "Incident" else "", way)


def _model(path: Path) -> type["Record"]:
    from runbook_gen.model.cluster import Cluster
    from runbook_gen.model.files import CLUSTER_FILE, SETTINGS_FILE
    from runbook_gen.model.incident import Incident
    from runbook_gen.model.settings import Settings

    shared: dict[str, type[Record]] = {CLUSTER_FILE: Cluster, SETTINGS_FILE: Settings}
    return shared.get(path.name, Incident)


class _Ids:
    """Which file's id is sure: others may speak of the old one, and nobody else has the name."""

    def __init__(self, data: dict[Path, Any]) -> None:
        self._data = data

    def sure(self, path: Path) -> str:
        """The id that the file must have; nothing where that is not sure."""
        name, old = path.stem, self._data[path].get("id")
        if path.suffix != ".yaml" or name == "index" or old == name:
            return ""
        others = {other: data for other, data in self._data.items() if other != path}
        if any(other.stem == name for other in others):
            return ""
        spoken_of = any(old in _scalars(data) for data in others.values())
        rightly = any(other.stem == old for other in others)
        return name if rightly or old is None or not spoken_of else ""


def _scalars(data: Any) -> Iterator[str]:
    if isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _scalars(item)
    elif isinstance(data, str):
        yield data

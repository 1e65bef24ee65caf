"""What the last `render` wrote, remembered until anything that it rests on changes.

It rests on what a verdict rests on (see `verdict`), on where it was written, and on every file
there, by the times, the size and the number that the disk gives it: where somebody changed a page,
it is made anew. The files are looked at as each is written, so that what somebody else writes
meanwhile is not taken for ours.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from runbook_gen.cli import project, verdict, writing
from runbook_gen.cli.digests import digests
from runbook_gen.model.artifact import Artifact

FILE = Path(".runbook") / "render.json"


class Written(NamedTuple):
    """The files of a folder, each with its state, and how many of them changed."""

    states: dict[str, str]
    changed: int


class Kept(NamedTuple):
    """What is remembered: how many files there are, and what was said besides."""

    pages: int
    said: str


def write(folder: Path, artifacts: Iterable[Artifact]) -> Written:
    """Write artifacts below `folder`, and see what each file is once it says what it should."""
    states, changed = dict[str, str](), 0
    for artifact in artifacts:
        path = folder / artifact.path
        state = _state_at(path)
        if writing.write_text(path, artifact.text):
            state = _state_at(path)
            changed += 1
        states[str(path)] = state
    return Written(states, changed)


def remembered(where: project.Project, out: Path) -> Kept | None:
    """What the last run said, if this one would write and say the same."""
    try:
        kept = json.loads((where.root / FILE).read_bytes())
        there = _seen(out)
        files = where.listed()
        if kept["key"] == _key(files.irregular, digests(files), out, there):
            return Kept(int(kept["pages"]), str(kept["said"]))
    except (OSError, ValueError, TypeError, KeyError):
        pass
    return None


def remember(
    where: project.Project,
    contents: project.Contents,
    out: Path,
    states: dict[str, str],
    kept: Kept,
) -> None:
    """Keep what was said of the files in `out`, which were made of `contents` and have `states`.

    Where somebody else wrote meanwhile, or nothing can be kept, the next run makes all anew.
    """
    try:
        there = _seen(out)
        if any(there.get(path) != state for path, state in states.items()):
            return
        known = ((name, verdict.digest(data)) for name, data in contents)
        told = {"key": _key(where.irregular(), known, out, there), **kept._asdict()}
        writing.write_text((where.root / FILE).with_name(".gitignore"), "*\n")
        writing.write_text(where.root / FILE, json.dumps(told))
    except (OSError, UnicodeEncodeError):
        return


def _key(
    irregular: Sequence[tuple[str, str]],
    known: Iterable[tuple[str, bytes]],
    out: Path,
    there: dict[str, str],
) -> str:
    about = f"{out.absolute()} {irregular} {sys.flags.optimize} {_installed()}"
    states = "".join(f"{path}\0{state}\0" for path, state in sorted(there.items()))
    return verdict.key_of(about, chain(known, [("", verdict.digest(os.fsencode(states)))]))


def _installed() -> list[tuple[str, int]]:
    """Where a target of somebody else's may come from, and when one last came or went there."""
    folders = (Path(folder) for folder in sys.path)
    return [(str(folder), folder.stat().st_mtime_ns) for folder in folders if folder.is_dir()]


def _seen(out: Path) -> dict[str, str]:
    """All that lies in those folders of `out` that are ours, with its state.

    Raises:
        OSError: there is nothing, or a link, which may lead elsewhere.
    """
    ours = [folder for folder in os.scandir(out) if Path(folder, writing.MARK).is_file()]
    return dict(chain.from_iterable(map(_walked, ours)))


def _walked(entry: "os.DirEntry[str]") -> Iterator[tuple[str, str]]:
    if entry.is_symlink():
        raise OSError(f"{entry.path} is a symbolic link")
    yield entry.path, _state(entry.stat(follow_symlinks=False))
    if entry.is_dir(follow_symlinks=False):
        for each in os.scandir(entry.path):
            yield from _walked(each)


def _state_at(path: Path) -> str:
    """The state of what lies there; empty where nothing does."""
    try:
        return _state(os.lstat(path))
    except FileNotFoundError:
        return ""


def _state(about: os.stat_result) -> str:
    return f"{about.st_ino} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}"

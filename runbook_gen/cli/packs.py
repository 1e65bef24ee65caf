"""Packs on the disk: reading one from a folder or an archive, and archiving one."""

import gzip
import io
import os
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CannotRun
from runbook_gen.model.artifact import Artifact

if TYPE_CHECKING:
    from runbook_gen.model.rule import Origin, Rule

LARGEST = 200_000_000  # bytes of a whole pack: what is larger is none
LEVEL = 6  # of compression: 9 takes three times as long for a hundredth less
Found = tuple[str, int, Callable[[], bytes]]
"""A file of a pack: its path, its size, and how to read it."""

ARCHIVE = "runbook-rules-{version}.tar.gz"


def archive(out: Path, version: str, artifacts: Iterable[Artifact]) -> Path:
    """Write the pack as one file; the same pack and time always give the same bytes.

    `SOURCE_DATE_EPOCH` (seconds since 1970) is the time of every file in it; otherwise it is 0.

    Raises:
        CannotRun: `SOURCE_DATE_EPOCH` is no time.
    """
    when = os.environ.get("SOURCE_DATE_EPOCH") or "0"
    if not when.isdecimal() or int(when) >= 1 << 32:
        raise CannotRun(f"SOURCE_DATE_EPOCH is '{when}'. Set it to seconds since 1970.")
    plain = io.BytesIO()
    folder = f"runbook-rules-{version}"
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for artifact in sorted(artifacts, key=lambda artifact: artifact.path):
            data = artifact.text.encode()
            entry = tarfile.TarInfo(f"{folder}/{artifact.path}")
            entry.size, entry.mtime, entry.mode = len(data), int(when), 0o644
            tar.addfile(entry, io.BytesIO(data))
    path = out / ARCHIVE.format(version=version)
    writing.write_bytes(path, gzip.compress(plain.getvalue(), LEVEL, mtime=int(when)))
    return path


def read(path: Path) -> dict[str, bytes]:
    """The files of a pack, by path: of a folder, or of an archive.

    Raises:
        CannotRun: it is neither, cannot be read, or is far larger than a pack.
    """
    if path.is_dir():
        return _capped(path, _of_folder(path))
    try:
        with tarfile.open(path) as tar:
            return _capped(path, _of_archive(tar))
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, OSError) as error:
        why = getattr(error, "strerror", None) or "it is no .tar.gz, or cut off"
        raise CannotRun(f"{project.shown(path)}: {why}. Name a pack's folder or archive.") from None


def _of_folder(folder: Path) -> Iterator[Found]:
    """Its files; archives of packs beside them are none of the pack."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        beside = "/" not in name and path.match(ARCHIVE.format(version="*"))
        if path.is_file() and not path.is_symlink() and not beside and name != writing.MARK:
            yield name, path.stat().st_size, path.read_bytes


def _of_archive(tar: tarfile.TarFile) -> Iterator[Found]:
    for entry in tar:
        stream = tar.extractfile(entry) if entry.isfile() else None
        if stream:
            yield entry.name.partition("/")[2], entry.size, stream.read


def _capped(pack: Path, files: Iterable[Found]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for name, size, data in files:
        total += size
        if total > LARGEST:
            raise CannotRun(
                f"{project.shown(pack)} is far larger than a pack. Is it the right one?"
            )
        found[name] = data()
    return found


def rules_of(pack: Path) -> tuple[tuple["Origin", "Rule"], ...]:
    """The rules of a pack.

    Raises:
        CannotRun: it has no rules.json of version 1.
    """
    from runbook_gen.export.rules_json import RULES, read_rules

    files = read(pack)
    try:
        return read_rules(files[RULES])
    except KeyError:
        message = f"{project.shown(pack)} has no {RULES}: export it with the target rules-json."
    except ValueError:
        message = f"{RULES} in {project.shown(pack)} is not of version 1. Export it anew."
    raise CannotRun(message)


def version_of(pack: Path) -> str:
    """The version of a pack; empty where it has none."""
    import json

    from runbook_gen.export.packing.pack import MANIFEST

    try:
        return str(json.loads(read(pack)[MANIFEST])["pack_version"])
    except (KeyError, ValueError, TypeError):
        return ""

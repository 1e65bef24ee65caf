"""Writing files: whole or not at all, and only where something changed."""

import os
from collections.abc import Iterable
from pathlib import Path

from runbook_gen.model.artifact import Artifact


def write(folder: Path, artifacts: Iterable[Artifact]) -> tuple[list[Path], int]:
    """Write artifacts below `folder`. Returns every path, and how many files changed."""
    paths, changed = [], 0
    for artifact in artifacts:
        path = folder / artifact.path
        changed += write_text(path, artifact.text)
        paths.append(path)
    return paths, changed


def write_text(path: Path, text: str) -> bool:
    """Write `text` unless it is there already; says whether it wrote.

    A temporary file beside it is renamed onto it, so that a reader never sees half a file.
    """
    data = text.encode()
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    import tempfile

    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def remove_others(folder: Path, suffix: str, keep: Iterable[Path]) -> int:
    """Remove the files with `suffix` below `folder` that are not in `keep`; says how many."""
    kept = set(keep)
    stale = [p for p in folder.rglob(f"*{suffix}") if p not in kept]
    for path in stale:
        path.unlink()
    return len(stale)

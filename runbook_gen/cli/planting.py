"""A new repository on the disk: all at once, or beside what is there already."""

from collections.abc import Sequence
from pathlib import Path

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CannotRun
from runbook_gen.model.artifact import Artifact

VERSION_CONTROL = ".git"  # a folder that holds nothing else is empty


def plant(folder: Path, made: Sequence[Artifact], *, force: bool) -> list[str]:
    """Write the files, all at once where the folder is new; names those that were left alone.

    Raises:
        CannotRun: the folder holds files and need not, or something stands where a folder belongs.
    """
    import tempfile

    if not folder.exists() and not folder.is_symlink():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".runbook-gen.", dir=folder.parent) as scratch:
            new = Path(scratch) / "new"
            writing.write(new, made)
            new.rename(folder)
        return []
    if not folder.is_dir():
        raise CannotRun(f"{project.shown(folder)} is no folder. Name another.")
    if not force and any(entry.name != VERSION_CONTROL for entry in folder.iterdir()):
        raise CannotRun(
            f"{project.shown(folder)} holds files already. Name a new folder, or add --force: what "
            "is there and differs then stays as it is."
        )
    for each in made:
        _see_that_it_is_free(folder, each.path)
    kept = [each.path for each in made if _differs(folder / each.path, each.text)]
    writing.write(folder, (each for each in made if each.path not in kept))
    return kept


def _see_that_it_is_free(folder: Path, path: str) -> None:
    """See to it that a file can be written there, and nowhere else."""
    way = [folder / above for above in Path(path).parents][:-1]
    for above in way:
        if above.is_symlink() or (above.exists() and not above.is_dir()):
            raise CannotRun(f"{project.shown(above)} is no folder, and one belongs there.")
    if (folder / path).is_dir():
        raise CannotRun(f"{project.shown(folder / path)} is a folder, and a file belongs there.")


def _differs(path: Path, text: str) -> bool:
    """Whether something else than `text` is there."""
    return path.is_symlink() or (path.exists() and path.read_bytes() != text.encode())

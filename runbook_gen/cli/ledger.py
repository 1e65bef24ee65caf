"""The ledger of translations on the disk: a file beside the incidents for each of theirs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import project, writing
from runbook_gen.model.files import LEDGER_SUFFIX

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.ledger import Pair


def write(
    where: project.Project, collection: "Collection", pairs: Mapping[str, "Sequence[Pair]"]
) -> list[str]:
    """Write what changed of the ledger, and remove files that say nothing; returns their names."""
    from runbook_gen.load import ledger_text

    changed, kept = [], set()
    for file, told in pairs.items():
        path = _path(where, collection.inside(file))
        if told:
            kept.add(path)
            if writing.write_text(path, ledger_text(collection.languages[0], told)):
                changed.append(project.shown(path))
    for stale in (path for path in where.ledgers() if path not in kept):
        stale.unlink()
        changed.append(project.shown(stale))
    return changed


def _path(where: project.Project, name: str) -> Path:
    return (where.ledger_folder / name).with_suffix(LEDGER_SUFFIX)

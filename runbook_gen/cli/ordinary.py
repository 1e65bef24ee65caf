"""The ordinary days that come with runbook-gen: log lines and files without a fault."""

from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli.disk_tree import DiskTree

if TYPE_CHECKING:
    from runbook_gen.model.hit import LogLine

FOLDER = Path(__file__).parents[1] / "ordinary"


def lines() -> list["LogLine"]:
    """Every line of every log."""
    from runbook_gen.model.hit import LogLine

    return [
        LogLine(f"ordinary/{path.name}", number, text)
        for path in sorted((FOLDER / "logs").glob("*.log"))
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1)
    ]


def files() -> DiskTree:
    """A sound repository."""
    return DiskTree(FOLDER / "manifests")

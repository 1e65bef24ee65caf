"""The collection's cluster.yaml: what a repository's waves change in it, and writing that."""

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CannotRun
from runbook_gen.model.files import CLUSTER_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runbook_gen.model.sync import Move, Plan

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class ClusterChange(NamedTuple):
    """A new text for cluster.yaml; `told` says in words what becomes of each application."""

    path: Path
    text: str
    diff: str
    told: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The file as the user would write it."""
        return project.shown(self.path)


def change(where: project.Project, plan: "Plan") -> ClusterChange:
    """What the waves of a repository change.

    Raises:
        CannotRun: no Application is in the repository, or the file cannot be changed line by line.
    """
    from runbook_gen.model.sync import moves
    from runbook_gen.order.cluster_text import Unwritable, rewritten

    if not plan.applications:
        raise CannotRun("no Application is in this repository. Name the one that Argo CD reads.")
    collection = where.usable()
    path = where.incidents / CLUSTER_FILE
    before = path.read_bytes().decode("utf-8")
    mark = BOM if before.startswith(BOM) else ""
    try:
        written = rewritten(before.removeprefix(BOM), plan.homes, collection.languages[0])
    except Unwritable as error:
        said = f"{project.shown(path)}: {error}"
        raise CannotRun(
            f"{said}. Write each wave and each application on lines of its own."
        ) from None
    after = mark + written.text
    _must_load(where, path, after)
    unfit = dict(written.left_out)
    told = {app.name: wave.wave for wave in collection.cluster.record.waves for app in wave.apps}
    moved = [move for move in moves(told, plan.homes) if move.app not in unfit]
    name = project.shown(path)
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    diff = "".join(unified_diff(old, new, f"a/{name}", f"b/{name}"))
    words = [_said(move) for move in moved]
    words += (f"{app} is left out: {why}" for app, why in unfit.items())
    return ClusterChange(path, after, diff, tuple(words))


def write(made: ClusterChange) -> bool:
    """Write the file; says whether it changed."""
    return writing.write_bytes(made.path, made.text.encode())


def _said(move: "Move") -> str:
    if move.after is None:
        return f"{move.app} is removed from wave {move.before}: the repository does not deploy it"
    if move.before is None:
        return f"{move.app} is added to wave {move.after}: write what it brings"
    return f"{move.app} moves from wave {move.before} to wave {move.after}"


def _must_load(where: project.Project, path: Path, text: str) -> None:
    """Nothing is written that does not load."""
    name = project.shown(path)

    def contents() -> "Iterator[tuple[str, bytes]]":
        for file, data in where.contents():
            yield file, text.encode() if file == name else data

    loaded = where.load(tuple(contents()))
    faults = [finding for finding in loaded.findings if finding.place.file == name]
    if faults:
        raise CannotRun(f"{faults[0].place}: {faults[0].message}. Correct the file by hand.")

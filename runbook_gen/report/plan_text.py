"""A plan for people at a terminal: applications in their waves, then what each one syncs."""

from collections.abc import Iterator, Sequence

from runbook_gen.model.sync import Application, Move, Plan, Sync
from runbook_gen.report.text import printable

HEAD = ("wave", "stated", "application", "kind", "brought by", "where")
OBJECTS = ("phase", "wave", "stated", "object", "namespace", "where")
DEFAULT = "default"
RIGHT = ("wave", "before", "after")


def report(plan: Plan) -> str:
    """The table of applications, and one for each sync in which anything states a wave or phase."""
    rows = [(str(wave), *_row(app)) for wave, apps in plan.waves.items() for app in apps]
    blocks = [_table(HEAD, rows)] if rows else []
    blocks += ["\n".join(block) for sync in plan.syncs if (block := [*_sync(sync, plan)])]
    return "\n\n".join(blocks or ["Nothing here is deployed by Argo CD."]) + "\n"


def moves(found: Sequence[Move]) -> str:
    """What is in another wave, or new, or gone."""
    rows = [
        (move.app, *("-" if wave is None else str(wave) for wave in move[1:])) for move in found
    ]
    return _table(("application", "before", "after"), rows) + "\n" if rows else "No wave changed.\n"


def _row(app: Application) -> tuple[str, ...]:
    bringer = app.parent or app.generated_by or "-"
    return _stated(app.declared), app.name, app.kind, bringer, str(app.place)


def _sync(sync: Sync, plan: Plan) -> Iterator[str]:
    """The objects of a sync; only how many they are where all come at once."""
    name = sync.app or "deployed by no Application here"
    source = f" ({sync.source})" if sync.source else ""
    count = f"{len(sync.tasks)} object{'s'[: len(sync.tasks) - 1]}"
    told = any(task.declared or task.phase != "Sync" for task in sync.tasks)
    if not told and plan.applications:
        if sync.app:
            yield printable(f"{name}{source}: {count} in wave 0, the default.")
        return
    yield printable(f"{name}{source}: {count}")
    yield _table(
        OBJECTS,
        [
            (task.phase, str(task.wave), _stated(task.declared), f"{task.kind}/{task.name}",
             task.namespace or "-", str(task.place))
            for task in sync.tasks
        ],
    )  # fmt: skip


def _stated(declared: bool) -> str:
    return "yes" if declared else DEFAULT


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    every = [[printable(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in every) for column in range(len(head))]
    signs = [">" if name in RIGHT else "<" for name in head]
    forms = [f"{sign}{width}" for sign, width in zip(signs, widths, strict=True)]
    aligned = ([format(c, form) for c, form in zip(row, forms, strict=True)] for row in every)
    return "\n".join("  ".join(row).rstrip() for row in aligned)

"""What a repository deploys, as a diagram: applications in their waves, and what they need."""

from collections.abc import Callable, Collection, Iterator

from runbook_gen.model.sync import PHASES, Application, Plan
from runbook_gen.render.drawings.diagram import Band, Diagram, Node

Word = Callable[[str], str]


def planned(plan: Plan, title: str, word: Word, moved: Collection[str] = ()) -> Diagram:
    """A plan's waves from top to bottom; the applications in `moved` are marked.

    Where a plan has no applications, the objects themselves stand in their phases and waves.
    """
    bands = _bands(plan, word, moved) if plan.applications else _objects(plan, word)
    shown = {app.name for apps in plan.waves.values() for app in apps}
    arrows = [(need, app.name) for apps in plan.waves.values() for app in apps
              for need in app.needs if need in shown]  # fmt: skip
    return Diagram(title, tuple(bands), tuple(dict.fromkeys(arrows)))


def _bands(plan: Plan, word: Word, moved: Collection[str]) -> Iterator[Band]:
    makes: dict[str, list[str]] = {}
    for app in plan.applications:
        makes.setdefault(app.generated_by, []).append(app.name)
    for wave, apps in plan.waves.items():
        nodes = (_node(app, makes.get(app.name, []), word, app.name in moved) for app in apps)
        yield Band(f"{word('Wave')} {wave}", tuple(nodes))


def _node(app: Application, makes: list[str], word: Word, moved: bool) -> Node:
    said = [
        *([] if app.declared else [word("no wave stated: the default, 0")]),
        *([word("makes {names}").format(names=", ".join(makes))] if makes else []),
    ]
    kind = "app rg-moved" if moved else "app"
    return Node(app.name, app.name, kind, detail="; ".join(said))


def _objects(plan: Plan, word: Word) -> Iterator[Band]:
    inside: dict[tuple[int, int], list[Node]] = {}
    for sync in plan.syncs:
        for task in sync.tasks:
            nodes = inside.setdefault((PHASES.index(task.phase), task.wave), [])
            label = f"{task.kind}/{task.name}"
            where = (sync.source, task.phase, task.namespace, label, task.place.line)
            nodes.append(Node(repr(where), label, "app", detail=task.namespace))
    for (phase, wave), nodes in sorted(inside.items()):
        hook = "" if PHASES[phase] == "Sync" else f"{PHASES[phase]}, "
        yield Band(f"{hook}{word('Wave')} {wave}", tuple(nodes))

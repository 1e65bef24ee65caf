"""From a deployment to the plan that is told: Applications in their waves, and each one's sync."""

from collections.abc import Callable, Collection

from runbook_gen.model.place import Place
from runbook_gen.model.sync import Application, Plan, Sync, Task
from runbook_gen.order.annotations import HELM_WEIGHT, WAVE
from runbook_gen.order.deployment import Deployment
from runbook_gen.order.manifest import Manifest
from runbook_gen.order.sorting import place_in_sync
from runbook_gen.order.view import application, place_of
from runbook_gen.order.ways import App, Deployed

Shown = Callable[[str], str]


def plan(found: Deployment, arrows: Collection[tuple[str, str]], shown: Shown) -> Plan:
    """The plan of a deployment; `arrows` lead from an application to one whose work it needs."""
    needs: dict[str, set[str]] = {}
    for user, provider in arrows:
        if user and provider and user != provider:
            needs.setdefault(user, set()).add(provider)
    apps = [_application(app, tuple(sorted(needs.get(app.name, ()))), shown) for app in found.apps]
    sets = {app.name: app.wave for app in apps}

    def coming(app: Application) -> tuple[int, str, str, str, int]:
        wave = app.wave if app.stands_alone else sets.get(app.generated_by, app.wave)
        return wave, app.kind, app.name, app.place.file, app.place.line

    apps.sort(key=coming)
    by_app: dict[str, list[Deployed]] = {}
    for each in found.objects:
        by_app.setdefault(application(each), []).append(each)
    sources = {app.name: ", ".join(app.sources) for app in found.apps}
    syncs = [Sync(name, sources[name], _tasks(inside, shown)) for name, inside in by_app.items()]
    places = {app.name: index for index, app in enumerate(apps)}
    syncs.sort(key=lambda sync: places[sync.app])
    units = ((unit, _tasks(inside, shown)) for unit, inside in found.units)
    loose = [Sync("", unit, tasks) for unit, tasks in units if tasks]
    return Plan(tuple(apps), (*syncs, *loose))


def _application(app: App, needs: tuple[str, ...], shown: Shown) -> Application:
    manifest = app.manifest
    timing = manifest.timing
    return Application(
        app.name,
        manifest.kind,
        timing.wave,
        timing.declared,
        _where(manifest, shown),
        app.parent,
        app.generated_by,
        needs,
    )


def _tasks(inside: list[Deployed], shown: Shown) -> tuple[Task, ...]:
    tasks = [
        Task(
            phase,
            timing.wave,
            timing.declared,
            each.manifest.kind,
            each.namespace,
            each.manifest.name,
            _where(each.manifest, shown),
        )
        for each in inside
        for timing in (each.manifest.timing,)
        for phase in timing.phases
    ]
    return tuple(sorted(tasks, key=place_in_sync))


def _where(manifest: Manifest, shown: Shown) -> Place:
    """Where a wave is stated; where none is, the object's name."""
    name = WAVE if WAVE in manifest.annotations else HELM_WEIGHT
    document, way = manifest.annotation(name)
    return place_of(document, way, shown)

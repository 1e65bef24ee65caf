"""What Argo CD deploys: Applications in their waves, and what each one syncs, in order."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from runbook_gen.model.place import Place

Phase = Literal["PreSync", "Sync", "PostSync", "SyncFail", "PreDelete", "PostDelete"]
PHASES: tuple[Phase, ...] = get_args(Phase)
"""In order; SyncFail runs where a sync failed, the last two where an Application is deleted."""

DEFAULT_WAVE = 0
"""The wave of what states none."""


class Task(NamedTuple):
    """An object that a sync applies. `declared` is false where it states no wave: then it is 0."""

    phase: Phase
    wave: int
    declared: bool
    kind: str
    namespace: str
    name: str
    place: Place


class Sync(NamedTuple):
    """What one Application applies, in order.

    `app` is empty where no Application in the repository does; `source` is then the folder.
    """

    app: str
    source: str
    tasks: tuple[Task, ...]


class Application(NamedTuple):
    """An Application or ApplicationSet: its wave, and how it comes about.

    `parent` is the Application that deploys it, `generated_by` the ApplicationSet that makes it.
    `needs` names the applications that bring what it cannot do without.
    """

    name: str
    kind: str
    wave: int
    declared: bool
    place: Place
    parent: str = ""
    generated_by: str = ""
    needs: tuple[str, ...] = ()

    @property
    def stands_alone(self) -> bool:
        """Whether it has a wave of its own: what an ApplicationSet makes mostly comes with that."""
        return self.declared or not self.generated_by


class Passed(NamedTuple):
    """What was passed over, and why."""

    what: str
    reason: str


class Move(NamedTuple):
    """An application whose wave differs; None where it is not there."""

    app: str
    before: int | None
    after: int | None


class Plan(NamedTuple):
    """What a repository deploys."""

    applications: tuple[Application, ...] = ()
    syncs: tuple[Sync, ...] = ()
    passed: tuple[Passed, ...] = ()

    @property
    def waves(self) -> dict[int, list[Application]]:
        """The applications by wave, the lowest first."""
        found: dict[int, list[Application]] = {}
        for app in self.applications:
            if app.stands_alone:
                found.setdefault(app.wave, []).append(app)
        return dict(sorted(found.items()))

    @property
    def homes(self) -> dict[str, int]:
        """The wave of each application."""
        return {app.name: wave for wave, apps in self.waves.items() for app in apps}


def moves(before: dict[str, int], after: dict[str, int]) -> Iterable[Move]:
    """What differs between two maps from application to wave, by name."""
    for app in sorted({*before, *after}):
        if before.get(app) != after.get(app):
            yield Move(app, before.get(app), after.get(app))

"""What the checks of an order look at, and what they find."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from runbook_gen.engine.parsers import Document
from runbook_gen.engine.reading import Reading
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Entry
from runbook_gen.model.fault import Unjudged
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.place import Path, Place
from runbook_gen.model.sync import PHASES, Plan
from runbook_gen.order.deployment import Deployment
from runbook_gen.order.manifest import NAME
from runbook_gen.order.ways import App, Deployed, Step, parting

SYNC = PHASES.index("Sync")


class Problem(NamedTuple):
    """Something that a check found; `severity` where it is not the check's own."""

    place: Place
    message: str
    remedy: str
    severity: FindingSeverity | None = None


@dataclass(frozen=True)
class View:
    """A deployment, the plan that is told of it, and the cluster that it is compared with."""

    deployment: Deployment
    plan: Plan
    reading: Reading
    shown: Callable[[str], str]
    unread: tuple[Unjudged, ...] = ()
    cluster: Entry[Cluster] | None = None

    def place(self, document: Document, way: Path = ()) -> Place:
        """Where a value of a document stands."""
        return place_of(document, way, self.shown)

    def of(self, each: Deployed | App, way: Path = NAME) -> Place:
        """Where an object, or a value of it, is written."""
        return self.place(each.manifest.document, way)

    @property
    def entries(self) -> list[Deployed | App]:
        """Every object that is applied, and the Applications that no other one deploys."""
        loose = [each for _, inside in self.deployment.units for each in inside]
        tops = [app for app in self.deployment.apps if not app.parent or app.generated_by]
        return [*tops, *self.deployment.objects, *loose]


class Check(Protocol):
    """A module of `checks`: its file name is its id, its docstring its manual page."""

    __name__: str
    __doc__: str | None
    SEVERITY: FindingSeverity

    def check(self, view: View) -> Iterator[Problem]:
        """Yield what is wrong."""
        ...


class Need(NamedTuple):
    """Something that cannot do without something else: `what` says it, `at` is where."""

    user: Deployed | App
    at: Path
    provider: Deployed
    what: str

    @property
    def users(self) -> str:
        """The Application whose need it is; empty where there is none."""
        return self.user.name if isinstance(self.user, App) else application(self.user)

    @property
    def providers(self) -> str:
        """The Application that brings it; empty where there is none."""
        return application(self.provider)


def application(each: Deployed) -> str:
    """The name of the Application that deploys an object; empty where none does."""
    return each.app.name if each.app else ""


def late(
    view: View, needs: Iterable[Need], because: str, *, mended: bool = False
) -> Iterator[Problem]:
    """The needs that are met too late, once for each application and what it needs.

    `because` says what happens then. Where `mended`, Argo CD itself moves what is needed up within
    one sync.
    """
    told: dict[tuple[str, int], list[Need]] = {}
    for need in needs:
        if need.provider.later_than(need.user):
            told.setdefault((need.users, id(need.provider.manifest.document)), []).append(need)
    for same in told.values():
        need = same[0]
        mine, its = parting(need.user.way, need.provider.way)
        more = f" (and {len(same) - 1} more of its objects)" if len(same) > 1 else ""
        beside = mended and need.provider.beside(need.user)
        end = "Argo CD moves it up within one Application, so its own wave is not kept"
        message = (
            f"{moment(mine)}{more} needs {need.what}, which comes later: {moment(its)}, "
            f"{view.of(need.provider)}; {end if beside else because}"
        )
        remedy = f"Bring {its.said} in {_before(mine)}, or {mine.said} after it."
        place = view.of(need.user, need.at)
        yield Problem(place, message, remedy, "warning" if beside else None)


def moment(step: Step) -> str:
    """What is synced, with the phase and the wave of it."""
    phase, wave = step.rank
    in_phase = "" if phase == SYNC else f"{(*PHASES, 'skipped')[phase]}, "
    return f"{step.said} ({in_phase}wave {wave})"


def _before(step: Step) -> str:
    phase, wave = step.rank
    return f"wave {wave} or before" if phase == SYNC else f"{(*PHASES, 'a sync')[phase]} or before"


def place_of(document: Document, way: Path, shown: Callable[[str], str]) -> Place:
    """Where a value of a document stands, with the line itself."""
    at = document.locate(way)
    lines = _lines(document.text)
    source = lines[at.line - 1].rstrip("\r") if at.line <= len(lines) else ""
    return Place(shown(document.path), at.line, at.column, source)


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.split("\n")

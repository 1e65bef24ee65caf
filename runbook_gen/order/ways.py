"""The way of an object: the syncs that it passes, outermost first, with its phase and wave in each.

Of two objects, the one comes later whose way is later where the two part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from runbook_gen.order.manifest import CLUSTER_WIDE, Manifest, mapping, sequence

HERE = frozenset({"", "in-cluster", "https://kubernetes.default.svc"})


class Step(NamedTuple):
    """One sync on an object's way: what is synced there, and its phase and wave."""

    id: str
    rank: tuple[int, int] = (0, 0)
    said: str = ""


Way = tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class App:
    """An Application or ApplicationSet, and who brings it."""

    manifest: Manifest
    way: Way
    parent: str = ""
    generated_by: str = ""
    sources: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self.manifest.name

    @property
    def namespace(self) -> str:
        """The namespace that its objects go to unless they say otherwise."""
        return str(self._destination.get("namespace") or "")

    @property
    def cluster(self) -> str:
        """The cluster that its objects go to."""
        return str(self._destination.get("name") or self._destination.get("server") or "")

    @property
    def creates_namespace(self) -> bool:
        """Whether Argo CD makes the namespace for it."""
        policy = mapping(mapping(self.manifest.value.get("spec")).get("syncPolicy"))
        return "CreateNamespace=true" in sequence(policy.get("syncOptions"))

    @property
    def _destination(self) -> Any:
        return mapping(mapping(self.manifest.value.get("spec")).get("destination"))


@dataclass(frozen=True, eq=False)
class Deployed:
    """An object, who deploys it, and its way; `app` is None where no Application does."""

    manifest: Manifest
    app: App | None
    way: Way

    @cached_property
    def namespace(self) -> str:
        """The namespace that it lies in; empty where it is in none, or nobody says."""
        own = self.manifest.namespace
        return own or (self.app.namespace if self.app and self.is_namespaced else "")

    @property
    def is_namespaced(self) -> bool:
        """Whether it lies in a namespace, as far as its kind tells."""
        return self.manifest.kind not in CLUSTER_WIDE

    def later_than(self, other: "Deployed | App") -> bool:
        """Whether it comes after the other one for certain."""
        mine, its = parting(self.way, other.way)
        return mine.rank > its.rank

    def beside(self, other: "Deployed | App") -> bool:
        """Whether the same sync brings both."""
        return self.way[:-1] == other.way[:-1]


def nearest(candidates: Sequence[Deployed], user: Deployed | App) -> Deployed | None:
    """Of the objects that would meet a need, the one that counts; None where none is near.

    It goes to the same cluster and hangs on the same outermost Application, if one does; of
    several, one that is there in time.
    """
    cluster = user.cluster if isinstance(user, App) else user.app.cluster if user.app else ""
    near = [
        each
        for each in candidates
        if each.way[0] == user.way[0]
        and _same_cluster(each.app.cluster if each.app else "", cluster)
    ]
    family = [each for each in near if each.way[1].id == user.way[1].id] or near
    return next((each for each in family if not each.later_than(user)), next(iter(family), None))


def _same_cluster(one: str, other: str) -> bool:
    return (one if one not in HERE else "") == (other if other not in HERE else "")


def parting(one: Way, other: Way) -> tuple[Step, Step]:
    """Where two ways part; twice the same step where one leads on from the other."""
    for mine, its in zip(one, other, strict=False):
        if mine.id != its.id:
            return mine, its
    return one[-1], one[-1]

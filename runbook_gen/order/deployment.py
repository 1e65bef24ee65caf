"""Which Application deploys what: from the Applications that nobody deploys, down to each object.

Applications that no other one deploys are taken for one sync, since somebody gave them waves;
kustomizations, charts and files that no Application deploys are each one of their own, and nothing
is known of their order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from runbook_gen.model.sync import Passed
from runbook_gen.order.building import Builder
from runbook_gen.order.generators import generated
from runbook_gen.order.kustomizing import annotated
from runbook_gen.order.manifest import Manifest, mapping, sequence
from runbook_gen.order.ways import App, Deployed, Step

APPLICATION, SET = "Application", "ApplicationSet"
IN_ORDER = ("PreSync", "Sync", "PostSync")  # the first of all phases
DEEPEST = 20  # Applications inside Applications


@dataclass
class Deployment:
    """Everything that a tree deploys; `units` are the objects that no Application deploys."""

    apps: list[App] = field(default_factory=list)
    objects: list[Deployed] = field(default_factory=list)
    units: list[tuple[str, list[Deployed]]] = field(default_factory=list)

    @cached_property
    def everything(self) -> list[Deployed]:
        """Every object that a sync that goes well applies."""
        loose = [each for _, inside in self.units for each in inside]
        return [e for e in (*self.objects, *loose) if e.manifest.timing.rank[0] < len(IN_ORDER)]


class _Walk:
    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._paths = list(builder.reading.tree.paths())
        self._visited: set[int] = set()
        self.found = Deployment()

    def run(self) -> Deployment:
        units = [(name, inside) for name, inside in self._builder.units() if inside]
        argo = [m for _, inside in units for m in inside if _is_app(m)]
        argo.sort(key=lambda m: (m.timing.rank, m.kind, m.name, m.document.path))
        owned = {id(d) for m in argo for each in self._made(m) for d in self._documents(each, m)}
        for each in (*(m for m in argo if id(m.document) not in owned), *argo):
            if id(each.document) not in self._visited:
                step = _step(each)
                self._visit(App(each, (Step(""), step)))
        reached = {id(each.manifest.document) for each in self.found.objects} | self._visited
        for name, inside in units:
            loose = [m for m in inside if id(m.document) not in reached]
            deployed = [Deployed(m, None, (Step(f"unit {name}"), _step(m))) for m in loose]
            self.found.units.append((name, deployed))
        return self.found

    def _made(self, manifest: Manifest) -> Iterator[Manifest]:
        """An Application itself, or those that a set makes."""
        if manifest.is_argo(APPLICATION):
            yield manifest
        else:
            yield from generated(manifest, self._paths)

    def _documents(self, application: Manifest, without: Manifest) -> Iterator[Any]:
        for source in _sources(application):
            for manifest in self._of_source(source, application):
                if manifest.document is not without.document:
                    yield manifest.document

    def _of_source(self, source: Any, application: Manifest) -> list[Manifest]:
        path = source.get("path")
        if not isinstance(path, str) or "{{" in path:
            return []
        path = self._builder.nearest(path)
        found = self._builder.at(path, mapping(source.get("directory")))
        common = mapping(source.get("kustomize")).get("commonAnnotations")
        return [annotated(m, common, application.document, ("spec", "source")) for m in found]

    def _visit(self, app: App) -> None:
        made = app.manifest
        if not app.generated_by:
            self._visited.add(id(made.document))
        paths = [s["path"] for s in _sources(made) if isinstance(s.get("path"), str)]
        app = App(made, app.way, app.parent, app.generated_by, tuple(paths))
        self.found.apps.append(app)
        if made.is_argo(SET):
            for each in generated(made, self._paths):
                way = (*app.way, _step(each))
                self._visit(App(each, way, app.parent, made.name))
            return
        for source in _sources(made):
            if "chart" in source:
                what = f"{made.name}: chart {source['chart']}"
                self._builder.passed[Passed(what, "a Helm chart lies elsewhere")] = None
            for manifest in self._of_source(source, made):
                self._deploy(manifest, app)

    def _deploy(self, manifest: Manifest, app: App) -> None:
        if manifest.document is app.manifest.document:  # it deploys itself
            return
        deployed = Deployed(manifest, app, (*app.way, _step(manifest)))
        self.found.objects.append(deployed)
        seen = id(manifest.document) in self._visited or len(app.way) > DEEPEST
        if _is_app(manifest) and not seen:
            self._visit(App(manifest, deployed.way, app.name))


def deployment(builder: Builder) -> Deployment:
    """What the tree of a builder deploys."""
    return _Walk(builder).run()


def _is_app(manifest: Manifest) -> bool:
    return manifest.is_argo(APPLICATION) or manifest.is_argo(SET)


def _sources(application: Manifest) -> list[Any]:
    spec = mapping(application.value.get("spec"))
    every = [spec.get("source"), *sequence(spec.get("sources"))]
    return [source for source in every if isinstance(source, dict)]


def _step(manifest: Manifest) -> Step:
    id_ = f"{manifest.kind} {manifest.name} {id(manifest.document)}"
    return Step(id_, manifest.timing.rank, manifest.said)

"""From a path to the manifests that Argo CD would find there: a folder, or a kustomization.

What is not plain YAML, or not in the tree, is passed over and told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from runbook_gen.engine.glob import fitting
from runbook_gen.engine.kustomize import NAMES, PATCHES, Kustomization
from runbook_gen.engine.parsers import Document, yaml
from runbook_gen.engine.reading import Reading
from runbook_gen.engine.resource import kubernetes_object
from runbook_gen.model.sync import Passed
from runbook_gen.model.tree import STDIN, folder_of, resolved
from runbook_gen.order.kustomizing import generated, transformed
from runbook_gen.order.manifest import Manifest

NOWHERE = "there is no such path here"
REMOTE = re.compile(r":/|@[\w.-]+:|\?ref=|(?:^|/)(?:github|gitlab)\.com/")
CHART = "Chart.yaml"
PLAIN_IN_CHARTS = ("crds", "templates")
IN_CHARTS = frozenset({"templates", "charts", "crds"})
MOST = 50_000  # manifests of one kustomization: more come of bases that name each other to hurt
NAMED = ("resources", "bases", "components", *PATCHES)


class Builder:
    """The manifests of a tree, by where they are asked for; `passed` tells what was passed over.

    What nobody asks for counts below the folder `under` alone.
    """

    def __init__(self, reading: Reading, under: str = "") -> None:
        self.reading, self.under = reading, under
        self.passed: dict[Passed, None] = {}
        self._built: dict[str, list[Manifest]] = {}

    @cached_property
    def folders(self) -> Mapping[str, list[str]]:
        """The files of each folder that hold YAML or JSON."""
        found: dict[str, list[str]] = {}
        for path in self.reading.texts:
            found.setdefault(folder_of(path), []).append(path)
        return found

    def kustomization(self, folder: str) -> Document | None:
        """The kustomization of a folder; None where it has none."""
        for path in (f"{folder}/{name}".lstrip("/") for name in NAMES):
            if path in self.reading.texts:
                documents = self.reading.documents(path)
                if documents and isinstance(documents[0].value, dict):
                    return documents[0]
        return None

    def is_chart(self, folder: str) -> bool:
        """Whether a folder is a Helm chart, or lies in one's templates."""
        parts = folder.split("/") if folder else []
        for n in range(len(parts), -1, -1):
            ours = n == len(parts) or parts[n] in IN_CHARTS
            if ours and "/".join((*parts[:n], CHART)) in self.reading.texts:
                return True
        return False

    def at(self, path: str, directory: Mapping[str, Any]) -> list[Manifest]:
        """What an Application's source finds at `path`; `directory` are its settings for it."""
        tree = self.reading.tree
        if tree.is_file(path):
            return self.of_file(path)
        if not tree.is_folder(path):
            self.passed[Passed(path, NOWHERE)] = None
            return []
        if self.is_chart(path):
            return self.of_chart(path)
        if self.kustomization(path):
            return self.of_kustomization(path)
        below = directory.get("recurse") is True
        near = self.reading.texts if below else self.folders.get(path, ())
        files = [f for f in near if _lies_in(f, path, below=below)]
        for key, wanted in (("include", True), ("exclude", False)):
            if isinstance(glob := directory.get(key), str) and glob:
                patterns = tuple(glob.strip("{}").split(","))
                names = ((f, f[len(path) :].lstrip("/")) for f in files)
                files = [f for f, name in names if fitting(patterns, name) is wanted]
        return [manifest for file in files for manifest in self.of_file(file)]

    def of_file(self, path: str) -> list[Manifest]:
        """The objects of a file."""
        if path not in self.reading.texts:
            return []
        documents = (d for d in self.reading.documents(path) if kubernetes_object(d.value))
        found = [Manifest(d.value, d) for d in documents if d.value["kind"] != "Kustomization"]
        if path == STDIN or not any(each.is_live for each in found):
            return found
        self.passed[Passed(path, "it shows what runs, and declares nothing")] = None
        return [each for each in found if not each.is_live]

    def of_chart(self, folder: str) -> list[Manifest]:
        """What stands in a Helm chart as plain YAML; of its templates it is said elsewhere."""
        self.passed[Passed(folder, "a Helm chart, of which only plain YAML is read")] = None
        inside = (f"{folder}/{part}".lstrip("/") for part in PLAIN_IN_CHARTS)
        files = (f for way in inside for f in self.reading.texts if _lies_in(f, way, below=True))
        return [manifest for file in files for manifest in self.of_file(file)]

    def of_kustomization(self, folder: str) -> list[Manifest]:
        """What kustomize makes of a folder, its bases and its components."""
        if folder not in self._built:
            self._built[folder] = []  # a base that leads back to it finds nothing there
            document = self.kustomization(folder)
            if document is not None:
                self._built[folder] = self._accumulated(document, [])
        return self._built[folder]

    def _accumulated(self, document: Document, taken: Iterable[Manifest]) -> list[Manifest]:
        """A kustomization's manifests; a component is given those of whoever takes it in."""
        folder = folder_of(document.path)
        kustomization = Kustomization(folder, document.value)
        found = [*taken]
        for path in dict.fromkeys(kustomization.paths("resources", "bases")):
            found += self._resource(path)
            if len(found) > MOST:
                self.passed[Passed(path, f"more than {MOST:,} manifests")] = None
                found = found[:MOST]
        for path in dict.fromkeys(kustomization.paths("components")):
            component = self.kustomization(path)
            if component is not None and path != folder:
                found = self._with(component, found)
        return transformed([*found, *generated(document)], document, self.reading)

    def _with(self, component: Document, found: list[Manifest]) -> list[Manifest]:
        if component.path in self._open:
            return found
        self._open.add(component.path)
        try:
            return self._accumulated(component, found)
        finally:
            self._open.discard(component.path)

    @cached_property
    def _open(self) -> set[str]:
        """The components that are being taken in: one that names itself would never end."""
        return set()

    def _resource(self, path: str) -> list[Manifest]:
        if self.kustomization(path):
            return self.of_kustomization(path)
        if not self.reading.tree.is_file(path):
            remote = REMOTE.search(path)
            self.passed[Passed(path, "it lies elsewhere" if remote else NOWHERE)] = None
        return self.of_file(path)

    def units(self) -> Iterator[tuple[str, list[Manifest]]]:
        """What may be applied by itself: outermost kustomizations, charts, plain files as one."""
        folders = [folder for folder in self.folders if lies_below(f"{folder}/", self.under)]
        known = {f: d for f in folders if (d := self.kustomization(f)) is not None}
        named: set[str] = set()
        for folder, document in known.items():
            named.update(Kustomization(folder, document.value).paths(*NAMED))
        for folder in known:
            if folder not in named and not self.is_chart(folder):
                yield folder or ".", self.of_kustomization(folder)
        files = (
            path
            for folder in folders
            for path in self.folders[folder]
            if path not in named and folder not in known and yaml.readable(path)
        )
        for folder in folders:
            if f"{folder}/{CHART}".lstrip("/") in self.reading.texts:
                yield folder or ".", self.of_chart(folder)
        plain = [p for p in files if not self.is_chart(folder_of(p))]
        yield "", [manifest for path in plain for manifest in self.of_file(path)]

    def nearest(self, path: str) -> str:
        """A path of a repository, from the tree's root: seen from `under` or a folder above it."""
        parts = self.under.split("/") if self.under else []
        for n in range(len(parts), -1, -1):
            seen = resolved(path.strip("/"), "/".join(parts[:n]))
            if seen is not None and (
                self.reading.tree.is_folder(seen) or self.reading.tree.is_file(seen)
            ):
                return seen
        return path.strip("/")


def lies_below(path: str, folder: str) -> bool:
    """Whether a path leads below a folder; the root is ``""``."""
    return not folder or path.startswith(f"{folder}/")


def _lies_in(file: str, folder: str, *, below: bool) -> bool:
    own = folder_of(file)
    inside = own == folder or (below and (not folder or own.startswith(f"{folder}/")))
    return inside and yaml.readable(file)

"""Which kustomizations of a tree build a file: they decide on its namespace and patch it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from runbook_gen.engine.parsers.kubernetes_yaml import NotYaml, documents
from runbook_gen.engine.parsers.yaml import parse
from runbook_gen.model.tree import Tree, folder_of, resolved

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
BUILT = ("resources", "bases", "patches", "patchesStrategicMerge")
PATCHES = ("patches", "patchesStrategicMerge", "patchesJson6902", "transformers")


class Kustomization(NamedTuple):
    """A kustomization: the folder it lies in, and what it says."""

    folder: str
    value: Mapping[str, Any]

    def paths(self, *keys: str) -> Iterator[str]:
        """The paths, from the tree's root, that lists of paths under `keys` name."""
        for key in keys:
            entries = self.value.get(key)
            for entry in entries if isinstance(entries, list) else ():
                path = entry.get("path") if isinstance(entry, dict) else entry
                found = resolved(path, self.folder) if isinstance(path, str) else None
                if found is not None:
                    yield found


class Kustomizations:
    """The kustomizations of a tree."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    @cached_property
    def _known(self) -> Mapping[str, Kustomization]:
        found = {}
        for path in self._tree.paths():
            if path.rpartition("/")[2] in NAMES:
                try:
                    documents = parse(path, self._tree.text(path) or "", self._tree)
                except NotYaml:
                    continue
                if documents and isinstance(documents[0].value, dict):
                    found[folder_of(path)] = Kustomization(folder_of(path), documents[0].value)
        return found

    @cached_property
    def _builders(self) -> Mapping[str, list[Kustomization]]:
        """By file or folder: the kustomizations that build it, however far away."""
        found: dict[str, list[Kustomization]] = {}
        for kustomization in self._known.values():
            for path in self._below(kustomization, set()):
                found.setdefault(path, []).append(kustomization)
        return found

    def _below(self, kustomization: Kustomization, seen: set[str]) -> set[str]:
        if kustomization.folder not in seen:
            seen.add(kustomization.folder)
            for path in kustomization.paths(*BUILT):
                if inner := self._known.get(path):
                    self._below(inner, seen)
                seen.add(path)
        return seen

    def namespace(self, path: str) -> str | None:
        """The namespace that a file is built into; None where none or more than one is set."""
        builders = [k for k in self._builders.get(path, ()) if k.value.get("namespace")]
        around = [k for k in builders if not self._within(k, builders)]
        names = {str(k.value["namespace"]) for k in around}
        return names.pop() if len(names) == 1 else None

    def _within(self, inner: Kustomization, others: list[Kustomization]) -> bool:
        builders = self._builders[inner.folder]
        return any(k in builders for k in others if k.folder != inner.folder)

    def patches(self, path: str, manifest: Mapping[str, Any]) -> list[str]:
        """The patches that are made to a manifest of a file, each as its text."""
        found = []
        for kustomization in self._building(path):
            for key in PATCHES:
                entries = kustomization.value.get(key)
                for entry in entries if isinstance(entries, list) else ():
                    text = self._text(entry, kustomization.folder)
                    if text and _aims(entry, text, manifest):
                        found.append(text)
        return found

    def _building(self, path: str) -> list[Kustomization]:
        """The kustomizations that build a file, and the components that these take in."""
        found = {k.folder: k for k in self._builders.get(path, ())}
        ahead = [*found.values()]
        while ahead:
            for folder in ahead.pop().paths("components"):
                if folder not in found and folder in self._known:
                    found[folder] = self._known[folder]
                    ahead.append(found[folder])
        return [found[folder] for folder in sorted(found)]

    def _text(self, entry: Any, folder: str) -> str:
        """A patch's text, whether it stands in the kustomization or in a file."""
        inline = entry.get("patch") if isinstance(entry, dict) else entry
        path = entry.get("path") if isinstance(entry, dict) else entry
        if isinstance(inline, str) and ("\n" in inline or path is None):
            return inline
        file = resolved(path, folder) if isinstance(path, str) else None
        if file is None:
            return ""
        if inner := self._known.get(file):  # a folder of transformers
            return "\n---\n".join(self._tree.text(at) or "" for at in inner.paths(*BUILT))
        return self._tree.text(file) or ""


def _aims(entry: Any, text: str, manifest: Mapping[str, Any]) -> bool:
    """Whether a patch may be for a manifest: by its target, or by what itself says it is."""
    name = manifest.get("metadata")
    name = name.get("name") if isinstance(name, dict) else None
    target = entry.get("target") if isinstance(entry, dict) else None
    if isinstance(target, dict):
        wanted = ((target.get("kind"), manifest.get("kind")), (target.get("name"), name))
        return all(not pattern or _fits(str(pattern), str(is_)) for pattern, is_ in wanted)
    try:
        patches = [*documents(text)]
    except NotYaml:
        return True
    mine = manifest.get("kind"), name
    said = [p for p in patches if isinstance(p, dict) and "kind" in p and "metadata" in p]
    own = [(p["kind"], p["metadata"].get("name")) for p in said if isinstance(p["metadata"], dict)]
    return not own or mine in own or any("Transformer" in str(kind) for kind, _ in own)


def _fits(pattern: str, name: str) -> bool:
    import re2

    try:
        return bool(re2.fullmatch(pattern, name))
    except re2.error:
        return True

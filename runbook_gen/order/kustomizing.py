"""What a kustomization does to the manifests that it takes in, as far as waves depend on it.

It patches them, gives them a namespace, a prefix and annotations, and makes ConfigMaps and Secrets
of its own (without the hash in their names, which changes every reference to them as well).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from runbook_gen.engine.parsers import Document
from runbook_gen.engine.parsers.inner import inner
from runbook_gen.engine.pods import selects
from runbook_gen.engine.reading import Reading
from runbook_gen.model.place import Path
from runbook_gen.model.tree import folder_of, resolved
from runbook_gen.order.annotations import WAVE
from runbook_gen.order.manifest import (
    ANNOTATIONS,
    CLUSTER_WIDE,
    Claim,
    Manifest,
    mapping,
    sequence,
)
from runbook_gen.order.patching import merged, operated

GENERATORS = {"configMapGenerator": "ConfigMap", "secretGenerator": "Secret"}
PATCHES = ("patchesStrategicMerge", "patches", "patchesJson6902")
SELECTORS = ("kind", "name", "namespace", "group", "version")


def generated(kustomization: Document) -> Iterator[Manifest]:
    """The ConfigMaps and Secrets that a kustomization makes."""
    value = mapping(kustomization.value)
    common = mapping(mapping(value.get("generatorOptions")).get("annotations"))
    for key, kind in GENERATORS.items():
        for index, item in enumerate(sequence(value.get(key))):
            entry = mapping(item)
            own = mapping(mapping(entry.get("options")).get("annotations"))
            metadata = {k: entry[k] for k in ("name", "namespace") if k in entry}
            if "name" in metadata:
                made = {"apiVersion": "v1", "kind": kind, "metadata": metadata}
                at: Path = (key, index, "options", "annotations")
                manifest = Manifest(made, kustomization.part(made, key, index))
                manifest = annotated(manifest, common, kustomization, ("generatorOptions",))
                yield annotated(manifest, own, kustomization, at)


def transformed(
    manifests: Iterable[Manifest], kustomization: Document, reading: Reading
) -> list[Manifest]:
    """The manifests as the kustomization leaves them."""
    value = mapping(kustomization.value)
    found, by = list(manifests), kustomization.path
    for document, target in _patches(kustomization, reading):
        found = [m for each in found if (m := _patched(each, document, target, by)) is not None]
    common = mapping(value.get("commonAnnotations"))
    for index, each in enumerate(found):
        named = annotated(each, common, kustomization, ("commonAnnotations",))
        found[index] = _renamed(named, value)
    return found


def annotated(manifest: Manifest, annotations: Any, document: Document, way: Path) -> Manifest:
    """A manifest with more annotations, which stand at `way` of a document or below it."""
    if not isinstance(annotations, dict) or not annotations:
        return manifest
    value = merged(manifest.value, {"metadata": {"annotations": annotations}})
    places = {name: (document, (*way, name)) for name in annotations}
    return replace(manifest, value=value, stated={**manifest.stated, **places})


def _patches(kustomization: Document, reading: Reading) -> Iterator[tuple[Document, Any]]:
    """Every patch, with the target that its kustomization names for it."""
    value, folder = mapping(kustomization.value), folder_of(kustomization.path)
    for key in PATCHES:
        for index, entry in enumerate(sequence(value.get(key))):
            target = entry.get("target") if isinstance(entry, dict) else None
            inline = entry.get("patch") if isinstance(entry, dict) else entry
            if isinstance(inline, str) and ("\n" in inline or isinstance(entry, dict)):
                way: Path = (key, index, "patch") if isinstance(entry, dict) else (key, index)
                documents: Iterable[Document] = inner(kustomization, way, inline)
            else:
                path = entry.get("path") if isinstance(entry, dict) else entry
                file = resolved(path, folder) if isinstance(path, str) else None
                documents = reading.documents(file) if file in reading.texts else ()
            yield from ((document, target) for document in documents)


def _patched(manifest: Manifest, patch: Document, target: Any, by: str) -> Manifest | None:
    """A manifest after a patch; itself where the patch is not meant for it, None where deleted."""
    said = patch.value
    if not _meant(manifest, said, target):
        return manifest
    if isinstance(said, list):
        places = {name: (patch, way) for name, way in _operations(said)}
        value = operated(dict(manifest.value), said)
    else:
        if said.get("$patch") == "delete":
            return None
        own = mapping(mapping(said.get("metadata")).get("annotations"))
        places = {name: (patch, (*ANNOTATIONS, name)) for name in own}
        identity = {key: manifest.value[key] for key in ("apiVersion", "kind")}
        metadata = {"name": manifest.metadata.get("name")}
        value = merged(merged(manifest.value, said), {**identity, "metadata": metadata})
    if not isinstance(value, dict) or "kind" not in value or "apiVersion" not in value:
        return manifest
    changed = replace(manifest, value=value, stated={**manifest.stated, **places})
    if WAVE not in places:
        return changed
    claim = Claim(by, changed.annotations.get(WAVE), *places[WAVE])
    return replace(changed, claims=(*manifest.claims, claim))


def _operations(operations: list[Any]) -> Iterator[tuple[str, Path]]:
    """The annotations that operations write, each with the way to the operation's value."""
    prefix = "/metadata/annotations"
    for index, operation in enumerate(operations):
        path = operation.get("path") if isinstance(operation, dict) else None
        if path == prefix:
            for name in mapping(operation.get("value")):
                yield name, (index, "value", name)
        elif isinstance(path, str) and path.startswith(f"{prefix}/"):
            name = path[len(prefix) + 1 :].replace("~1", "/").replace("~0", "~")
            yield name, (index, "value")


def _meant(manifest: Manifest, patch: Any, target: Any) -> bool:
    """Whether a patch is for a manifest: by its target, else by what it calls itself."""
    if isinstance(target, dict):
        api = str(manifest.value.get("apiVersion")).rpartition("/")
        own = {
            "kind": manifest.kind,
            "name": manifest.name,
            "namespace": manifest.namespace,
            "group": api[0],
            "version": api[2],
        }
        wanted = ((target.get(key), own[key]) for key in SELECTORS)
        labels = target.get("labelSelector")
        selector = {"matchLabels": _labels(labels)} if isinstance(labels, str) else None
        named = all(not pattern or _fits(str(pattern), is_) for pattern, is_ in wanted)
        return named and selects(selector, manifest.labels)
    if not isinstance(patch, dict):
        return False
    name = mapping(patch.get("metadata")).get("name")
    return patch.get("kind") == manifest.kind and name == manifest.name


def _labels(selector: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in selector.replace("==", "=").split(","))
    return {key.strip(): value.strip() for key, _, value in pairs}


def _fits(pattern: str, name: str) -> bool:
    import re2

    try:
        return bool(re2.fullmatch(pattern, name))
    except re2.error:
        return False


def _renamed(manifest: Manifest, value: Any) -> Manifest:
    """A manifest in the kustomization's namespace, with its prefix and suffix."""
    metadata = dict(manifest.metadata)
    if value.get("namespace") and manifest.kind not in CLUSTER_WIDE:
        metadata["namespace"] = value["namespace"]
    before, after = str(value.get("namePrefix") or ""), str(value.get("nameSuffix") or "")
    if (before or after) and manifest.kind not in ("Namespace", "CustomResourceDefinition"):
        metadata["name"] = f"{before}{manifest.name}{after}"
    if metadata == manifest.metadata:
        return manifest
    return replace(manifest, value={**manifest.value, "metadata": metadata})

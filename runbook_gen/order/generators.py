"""The Applications that an ApplicationSet makes, as far as files tell.

Lists and the folders of git are known from the repository, and so is their product; clusters, pull
requests and what a plugin says are not. Where no generator is known, the template itself stands
for what will be made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from runbook_gen.engine.glob import fitting
from runbook_gen.engine.parsers.kubernetes_yaml import NotYaml, documents
from runbook_gen.model.tree import folder_of
from runbook_gen.order.manifest import Manifest, mapping, sequence
from runbook_gen.order.patching import merged

Parameters = Mapping[str, str]
SLOT = re.compile(r"\{\{-?\s*\.?([\w.\[\]-]+)\s*-?\}\}")
MOST = 10_000  # Applications of one set


def generated(applications: Manifest, paths: Iterable[str]) -> Iterator[Manifest]:
    """The Applications of an ApplicationSet; `paths` are those of the tree, for git's folders."""
    spec = mapping(applications.value.get("spec"))
    template = mapping(spec.get("template"))
    part = applications.document.part(template, "spec", "template")
    known = [_parameters(each, [*paths]) for each in map(mapping, sequence(spec.get("generators")))]
    sets = [each for found in known if found is not None for each in found][:MOST]
    if any(found is None for found in known) or not known:
        sets.append({})
    for parameters in sets:
        value = _patched(_filled(template, parameters), spec.get("templatePatch"), parameters)
        yield Manifest({"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", **value}, part)


def _patched(value: Any, patch: Any, parameters: Parameters) -> Any:
    """A template after the set's own patch, where that is YAML once its slots are filled."""
    try:
        found = list(documents(_filled(patch, parameters))) if isinstance(patch, str) else []
    except NotYaml:
        return value
    return merged(value, found[0]) if found and isinstance(found[0], dict) else value


def _parameters(generator: Mapping[str, Any], paths: list[str]) -> list[Parameters] | None:
    """What a generator puts into the template, once for each Application; None if unknown."""
    if "list" in generator:
        elements = mapping(generator["list"]).get("elements")
        return [_flat(each) for each in elements] if isinstance(elements, list) else None
    if "git" in generator:
        folders = mapping(generator["git"]).get("directories")
        return _folders(folders, paths) if isinstance(folders, list) else None
    if "matrix" in generator:
        inner = sequence(mapping(generator["matrix"]).get("generators"))
        sides = [_parameters(mapping(each), paths) for each in inner]
        known = [side for side in sides if side is not None]
        if len(known) < len(sides) or len(known) != 2 or len(known[0]) * len(known[1]) > MOST:
            return None
        return [{**one, **other} for one, other in product(*known)]
    return None


def _folders(entries: list[Any], paths: list[str]) -> list[Parameters]:
    """The parameters of git's folders: those that fit a pattern and none that is excluded."""
    patterns = [(str(e["path"]), e.get("exclude") is True) for e in entries if _has_path(e)]
    folders = sorted({way for path in paths for way in _above(path)})
    found: list[Parameters] = []
    for folder in folders:
        fit = {excluded for pattern, excluded in patterns if _same_depth(pattern, folder)}
        if fit == {False}:
            base = folder.rpartition("/")[2]
            found.append({"path": folder, "path.path": folder, "path.basename": base})
    return found


def _has_path(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("path"), str)


def _above(path: str) -> Iterator[str]:
    while path := folder_of(path):
        yield path


def _same_depth(pattern: str, folder: str) -> bool:
    pattern = pattern.strip("/")
    deep = "**" in pattern or pattern.count("/") == folder.count("/")
    return deep and fitting((f"/{pattern}",), folder)


def _flat(value: Any, before: str = "") -> Parameters:
    """The texts of an element by their way: `cluster.region`."""
    if isinstance(value, dict):
        pairs = (_flat(item, f"{before}.{key}" if before else key) for key, item in value.items())
        return {key: text for pair in pairs for key, text in pair.items()}
    if isinstance(value, list) or value is None:
        return {}
    return {before: str(value).lower() if isinstance(value, bool) else str(value)}


def _filled(value: Any, parameters: Parameters) -> Any:
    """A template with its slots filled; one that nothing fills stays as it is."""
    if isinstance(value, dict):
        return {key: _filled(item, parameters) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, parameters) for item in value]
    if isinstance(value, str) and "{{" in value:
        return SLOT.sub(lambda slot: parameters.get(slot[1], slot[0]), value)
    return value

"""Helm values, wherever a team writes them: in files of their own, and inside Argo CD, Flux, k3s.

A text such as `spec.source.helm.values` is read as YAML, and findings point into it. Helm
parameters (`name: image.tag`) become the values that they set.
"""

from collections.abc import Iterator
from typing import Any

from runbook_gen.engine.parsers import yaml
from runbook_gen.engine.parsers.inner import inner
from runbook_gen.engine.parsers.parsed import Document
from runbook_gen.model.tree import Tree, folder_of

TEXTS = ("values", "valuesContent")
MAPPINGS = ("valuesObject", "values")


def parse(path: str, text: str, tree: Tree) -> list[Document]:
    """See `Parser`."""
    found = []
    for document in yaml.parse(path, text, tree):
        value = document.value
        if not isinstance(value, dict):
            continue
        if "apiVersion" in value and "kind" in value:
            found += list(_inside(document))
        elif _values_file(path, tree):
            found.append(document)
    return found


def _values_file(path: str, tree: Tree) -> bool:
    name = path.rpartition("/")[2].lower()
    folder = folder_of(path).rpartition("/")[2].lower()
    chart = tree.is_file(f"{folder_of(path)}/Chart.yaml".lstrip("/"))
    return "values" in name or "values" in folder or (chart and name != "chart.yaml")


def _inside(document: Document) -> Iterator[Document]:
    for way, helm in _helm_blocks(document.value):
        for key in TEXTS:
            if isinstance(helm.get(key), str):
                found = inner(document, (*way, key), helm[key])
                yield from (each for each in found if isinstance(each.value, dict))
        for key in MAPPINGS:
            if isinstance(helm.get(key), dict):
                yield document.part(helm[key], *way, key)
        if isinstance(helm.get("parameters"), list):
            yield document.part(_set(helm["parameters"]), *way, "parameters")


def _helm_blocks(manifest: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The mappings of a manifest that hold Helm values, with the way to each."""
    if manifest["kind"] in ("HelmRelease", "HelmChart", "HelmChartConfig"):
        spec = manifest.get("spec")
        if isinstance(spec, dict):
            yield ("spec",), spec
        return
    for way in (("spec",), ("spec", "template", "spec")):
        spec = _at(manifest, way)
        sources = _at(spec, ("sources",))
        ways: list[tuple[str | int, ...]] = [("source",)]
        ways += (("sources", n) for n in range(len(sources) if isinstance(sources, list) else 0))
        for source in ways:
            helm = _at(spec, (*source, "helm"))
            if isinstance(helm, dict):
                yield (*way, *source, "helm"), helm


def _at(value: Any, way: tuple[str | int, ...]) -> Any:
    for key in way:
        if isinstance(value, dict):
            value = value.get(key)
        else:
            value = value[key] if isinstance(value, list) and isinstance(key, int) else None
    return value


def _set(parameters: list[Any]) -> dict[str, Any]:
    """The values that `parameters` set: `image.tag` becomes `{image: {tag: …}}`."""
    values: dict[str, Any] = {}
    for parameter in parameters:
        name = _at(parameter, ("name",))
        if isinstance(name, str):
            *way, last = name.split(".")
            here = values
            for key in way:
                if not isinstance(here.get(key), dict):
                    here[key] = {}
                here = here[key]
            here[last] = parameter.get("value")
    return values

"""What runs is what the repository declares.

**Why.** What somebody changed by hand is lost at the next sync, or hides that the repository is
wrong. `runbook-gen scan LIVE --against DIR` compares live objects with the files in `DIR`: those
that are declared otherwise, or nowhere, and those that are declared and do not run.

**Bad**

```yaml
# the repository: spec: {replicas: 2}
# the cluster:    spec: {replicas: 5}, since somebody ran `kubectl scale`
```

**Good**

```yaml
# the repository: spec: {replicas: 5}, and a commit that says why
```
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from runbook_gen.engine.parsers import Document
from runbook_gen.engine.reading import Reading
from runbook_gen.model.finding import Finding, FindingSeverity, in_order
from runbook_gen.model.place import Path, Place
from runbook_gen.model.tree import Tree

ID, TITLE = "drift", "A live object differs from what the repository declares"
SEVERITY: FindingSeverity = "warning"

Key = tuple[str, str, str, str]
"""API group, kind, namespace and name."""

# At the top and in the metadata, what the API server changes in every object.
ADDED = frozenset({"apiVersion", "status", "namespace", "uid", "resourceVersion"}) | {
    "generation",
    "creationTimestamp",
    "managedFields",
}
# Kinds whose fields the API server fills in only thus: any other addition was made by a person.
DEFAULTS = {"NetworkPolicy": frozenset({"policyTypes", "protocol"})}


class Drift(NamedTuple):
    """What differs: findings in the live objects, and findings in the declared ones."""

    live: tuple[Finding, ...]
    declared: tuple[Finding, ...]


def drift(live: Reading, declared: Reading, only: Callable[[str], bool] | None = None) -> Drift:
    """Every live object that the repository lacks or declares otherwise, and every missing one.

    Only kinds that `live` holds are compared; where `only` is given, it holds these files alone.
    What a controller owns is not anybody's to declare.
    """
    objects = (d for d in live.objects() if only is None or only(d.path))
    running = {_key(d): d for d in objects if not _owned(d)}
    wanted = {_key(d): d for d in declared.objects()}
    kinds = {key[:2] for key in running}
    found = {_counterpart(key, wanted) for key in running}
    missing = [
        _finding(
            declared.tree,
            document,
            (),
            f"{_name(key)} is declared here and does not run",
            "Sync it, or take it out of the repository.",
        )
        for key, document in wanted.items()
        if key[:2] in kinds and key not in found
    ]
    return Drift(in_order(_changed(running, wanted, live.tree)), in_order(missing))


def _changed(
    running: dict[Key, Document], wanted: dict[Key, Document], tree: Tree
) -> Iterator[Finding]:
    for key, document in running.items():
        match = _counterpart(key, wanted)
        if match is None:
            message = f"{_name(key)} runs and is declared nowhere in the repository"
            yield _finding(tree, document, (), message, "Declare it, or delete it.")
            continue
        other = wanted[match]
        way = _difference(other.value, document.value, DEFAULTS.get(key[1]), ())
        if way is not None:
            at = other.locate(way)
            message = f"{_name(key)} differs at {_spelled(way)} from {other.path}:{at.line}"
            remedy = "Bring the change into the repository, or let it be synced away."
            yield _finding(tree, document, way, message, remedy)


def _counterpart(key: Key, wanted: dict[Key, Document]) -> Key | None:
    """The declaration of an object; one without a namespace stands for the only one of its name."""
    if key in wanted:
        return key
    bare: Key = (*key[:2], "", key[3])
    return bare if bare in wanted else None


def _key(document: Document) -> Key:
    value = document.value
    metadata = _metadata(value)
    namespace, name = (str(metadata.get(field) or "") for field in ("namespace", "name"))
    return value["apiVersion"].rpartition("/")[0], value["kind"], namespace, name


def _metadata(value: dict[str, Any]) -> dict[str, Any]:
    metadata = value.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def _owned(document: Document) -> bool:
    return bool(_metadata(document.value).get("ownerReferences"))


def _name(key: Key) -> str:
    return f"{key[1]} {f'{key[2]}/' if key[2] else ''}{key[3]}"


def _difference(
    declared: Any, live: Any, defaults: frozenset[str] | None, way: Path
) -> Path | None:
    """The way to the first value that is not as declared.

    What only the live object has is a default of the API server, unless the kind's are known.
    """
    pairs: Iterator[tuple[str | int, Any, Any]]
    if isinstance(declared, dict) and isinstance(live, dict):
        pairs = _keys(declared, live, defaults, way)
    elif isinstance(declared, list) and isinstance(live, list) and len(declared) == len(live):
        pairs = ((n, *both) for n, both in enumerate(zip(declared, live, strict=True)))
    else:
        return None if str(declared) == str(live) else way
    for part, one, other in pairs:
        found = _difference(one, other, defaults, (*way, part))
        if found is not None:
            return found
    return None


def _keys(
    declared: dict[str, Any], live: dict[str, Any], defaults: frozenset[str] | None, way: Path
) -> Iterator[tuple[str, Any, Any]]:
    """What two mappings have under each key that counts; absent and empty are the same."""
    added = [] if defaults is None or way[:1] != ("spec",) else sorted(live.keys() - declared)
    for key in (*declared, *(key for key in added if key not in (defaults or ()))):
        if not (way in ((), ("metadata",)) and key in ADDED):
            one, other = declared.get(key), live.get(key)
            if one or other:
                yield key, one, other


def _spelled(way: Path) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in way)
    return text.lstrip(".")


def _finding(tree: Tree, document: Document, way: Path, message: str, remedy: str) -> Finding:
    at = document.locate(way)
    lines = (tree.text(document.path) or "").split("\n")
    source = lines[at.line - 1].rstrip("\r") if at.line <= len(lines) else ""
    place = Place(document.path, at.line, at.column, source)
    return Finding(ID, SEVERITY, place, message, remedy, title=TITLE)

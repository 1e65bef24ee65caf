"""Patches as kustomize makes them: strategic merges, and the operations of RFC 6902.

Lists merge by `name` where all their items have one, as containers and volumes do; other lists are
replaced.
"""

from typing import Any

DEEPEST = 100  # steps of a path: what is deeper was written to hurt


def merged(base: Any, patch: Any) -> Any:
    """A value with a strategic merge patch laid over it; neither is changed."""
    if isinstance(base, dict) and isinstance(patch, dict):
        result = dict(base)
        for key, value in patch.items():
            if value is None:
                result.pop(key, None)
            else:
                result[key] = merged(result.get(key), value)
        return result
    if isinstance(base, list) and isinstance(patch, list) and _named(base) and _named(patch):
        by_name = {item["name"]: item for item in base}
        for item in patch:
            by_name[item["name"]] = merged(by_name.get(item["name"]), item)
        return list(by_name.values())
    return patch


def _named(items: list[Any]) -> bool:
    return all(isinstance(item, dict) and isinstance(item.get("name"), str) for item in items)


def operated(value: Any, operations: list[Any]) -> Any:
    """A value after `add`, `replace` and `remove` operations; one that does not fit is left out."""
    for operation in operations:
        if isinstance(operation, dict) and isinstance(operation.get("path"), str):
            way = [_unescaped(step) for step in operation["path"].split("/")[1:]]
            value = _operated(value, way, operation) if len(way) <= DEEPEST else value
    return value


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _operated(value: Any, way: list[str], operation: dict[str, Any]) -> Any:
    if not way:
        return operation.get("value", value)
    step, rest = way[0], way[1:]
    removes = not rest and operation.get("op") == "remove"
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key != step or not removes}
        if removes or (rest and step not in value):
            return kept
        return {**kept, step: _operated(value.get(step), rest, operation)}
    if isinstance(value, list):
        return _in_list(value, step, rest, operation, removes=removes)
    return value


def _in_list(
    items: list[Any], step: str, rest: list[str], operation: dict[str, Any], *, removes: bool
) -> list[Any]:
    if step == "-" and not rest:
        return [*items, operation.get("value")]
    if not step.isdecimal() or len(step) > 6 or int(step) >= len(items):
        return items
    at = int(step)
    if removes:
        return items[:at] + items[at + 1 :]
    if not rest and operation.get("op") == "add":
        return [*items[:at], operation.get("value"), *items[at:]]
    return [*items[:at], _operated(items[at], rest, operation), *items[at + 1 :]]

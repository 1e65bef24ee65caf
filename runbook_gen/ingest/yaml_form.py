"""Incidents as YAML that a person likes to read: blocks for evidence, one line for an origin."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from runbook_gen.engine.yaml_scalar import RESERVED, quoted, scalar

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_./-]*")
INLINE = frozenset({"origin", "components", "assumed", "needs", "incidents", "delivery"})
"""What is written on one line."""

NESTED = (
    "id", "name", "wave", "title", "description", "secret", "at", "summary", "purpose", "outcome",
    "confirmed", "result", "run", "output", "effect", "path", "language", "text", "before", "after",
    "note", "value", "unit", "commands", "changes", "evidence", "commit", "leads_to", "apps",
    "items", "origin",
)  # fmt: skip
RANKS = {name: rank for rank, name in enumerate(NESTED)}


def yaml_form(record: Mapping[str, Any], schema: str, order: Iterable[str]) -> str:
    """The file of a record: its fields in `order`; `schema` is its schema's path, for editors."""
    lines = [f"# yaml-language-server: $schema={schema}"]
    ranks = {name: rank for rank, name in enumerate(order)}
    blocks = False
    for name, value in sorted(record.items(), key=lambda item: ranks[item[0]]):
        block = isinstance(value, (list, tuple)) and name not in INLINE
        if block or blocks:
            lines.append("")
        blocks = block
        lines += _entry(name, value, "", inline=name != "origin")
    return "\n".join(lines) + "\n"


def _ordered(record: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(record.items(), key=lambda item: RANKS.get(item[0], len(RANKS)))


def _entry(name: str, value: Any, margin: str, *, inline: bool = True) -> Iterator[str]:
    """`name: value`, on as many lines as it takes."""
    if inline and name in INLINE:
        yield f"{margin}{name}: {_flow(value)}"
    elif isinstance(value, str):
        yield from scalar(f"{margin}{name}:", value, margin)
    elif isinstance(value, Mapping):
        yield f"{margin}{name}:"
        for key, inner in _ordered(value):
            yield from _entry(key, inner, margin + "  ")
    elif isinstance(value, (list, tuple)):
        yield f"{margin}{name}:"
        for item in value:
            yield from _item(item, margin + "  ")
    else:
        yield f"{margin}{name}: {str(value).lower()}"


def _item(item: Any, margin: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        inner = (
            line for key, value in _ordered(item) for line in _entry(key, value, margin + "  ")
        )
        for number, line in enumerate(inner):
            yield f"{margin}- {line.lstrip(' ')}" if number == 0 else line
    else:
        yield from scalar(f"{margin}-", item, margin)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_flow, value))}]"
    return value if CODE.fullmatch(value) and not RESERVED.fullmatch(value) else quoted(value)

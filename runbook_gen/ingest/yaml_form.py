"""Incidents as YAML that a person likes to read: blocks for evidence, one line for an origin."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from runbook_gen.engine.yaml_scalar import RESERVED, quoted, scalar
from runbook_gen.ingest.bare import remembering

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


def yaml_form(record: Mapping[str, Any], schema: str) -> str:
    """The file of a record, its fields in order; `schema` is its schema's path, for editors."""
    lines = [f"# yaml-language-server: $schema={schema}"]
    blocks = False
    for name, value in record.items():
        block = isinstance(value, (list, tuple)) and name not in INLINE
        if block or blocks:
            lines.append("")
        blocks = block
        _entry(lines, name, value, "", inline=name != "origin")
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=256)
def _ordered(names: tuple[str, ...]) -> list[str]:
    """The names of a mapping's parts in order; there are few kinds of mappings."""
    return sorted(names, key=lambda name: RANKS.get(name, len(RANKS)))


def _entry(lines: list[str], name: str, value: Any, margin: str, *, inline: bool = True) -> None:
    """Add `name: value`, on as many lines as it takes."""
    if inline and name in INLINE:
        lines.append(f"{margin}{name}: {_flow(value)}")
    elif isinstance(value, str):
        lines += scalar(f"{margin}{name}:", value, margin)
    elif isinstance(value, dict):
        lines.append(f"{margin}{name}:")
        for key in _ordered(tuple(value)):
            _entry(lines, key, value[key], margin + "  ")
    elif isinstance(value, (list, tuple)):
        lines.append(f"{margin}{name}:")
        for item in value:
            _item(lines, item, margin + "  ")
    else:
        lines.append(f"{margin}{name}: {str(value).lower()}")


def _item(lines: list[str], item: Any, margin: str) -> None:
    if isinstance(item, dict):
        first = len(lines)
        for key in _ordered(tuple(item)):
            _entry(lines, key, item[key], margin + "  ")
        lines[first] = f"{margin}- {lines[first].lstrip(' ')}"
    else:
        lines += scalar(f"{margin}-", item, margin)


def _flow(value: Any) -> str:
    if isinstance(value, str):
        return _word(value)
    if isinstance(value, dict):
        return "{" + ", ".join([f"{key}: {_flow(inner)}" for key, inner in value.items()]) + "}"
    return f"[{', '.join(map(_flow, value))}]"


@remembering
def _word(value: str) -> str:
    return value if CODE.fullmatch(value) and not RESERVED.fullmatch(value) else quoted(value)

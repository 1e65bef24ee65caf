"""The authors' reference: every part of a file and its fields, read off the models."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic.json_schema import models_json_schema

from runbook_gen.model.cluster import Cluster
from runbook_gen.model.incident import Incident
from runbook_gen.model.settings import Settings


class Field(NamedTuple):
    """A field as an author sees it; `link` is the anchor of the part that it holds, if any."""

    name: str
    type: str
    link: str
    required: bool
    description: str


class Part(NamedTuple):
    """A model: its name, its page anchor, what it is, and its fields."""

    name: str
    anchor: str
    summary: str
    fields: tuple[Field, ...]


def parts() -> list[Part]:
    """Every part, the files themselves first."""
    _, schema = models_json_schema([(m, "validation") for m in (Incident, Cluster, Settings)])
    definitions: dict[str, Any] = schema["$defs"]
    files = ["Incident", "Cluster", "Settings"]
    names = files + [name for name in definitions if name not in files]
    return [_part(name, definitions[name]) for name in names if "properties" in definitions[name]]


def _part(name: str, schema: dict[str, Any]) -> Part:
    required = schema.get("required", [])
    fields = tuple(
        Field(key, *_type(value), key in required, value.get("description", ""))
        for key, value in schema["properties"].items()
    )
    summary = schema.get("description", "").split("\n")[0]
    return Part(name, name.lower(), summary, fields)


def _type(schema: dict[str, Any]) -> tuple[str, str]:
    """What to write for a value of this schema, and the part that it refers to."""
    if "const" in schema:
        return str(schema["const"]), ""
    if "enum" in schema:
        return " / ".join(map(str, schema["enum"])), ""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return (name, "" if name == "Text" else name.lower())
    if schema.get("type") == "array":
        inner, link = _type(schema["items"])
        return f"list of {inner}", link
    options = [o for o in (*_any(schema),) if o.get("type") != "null"]
    if len(options) == 1:
        return _type(options[0])
    if options:
        named = [_type(option) for option in options]
        return " / ".join(name for name, _ in named), named[0][1]
    kind = schema.get("format") or schema.get("type", "text")
    return {"string": "text", "object": "mapping", "integer": "whole number"}.get(kind, kind), ""


def _any(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from schema.get("anyOf", schema.get("oneOf", []))

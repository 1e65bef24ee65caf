"""The authors' reference: every part of a file and its fields, read off the models."""

import re
from collections.abc import Iterator
from importlib.resources import files
from textwrap import dedent
from typing import Any, NamedTuple

from pydantic.json_schema import models_json_schema

from runbook_gen.model.cluster import Cluster
from runbook_gen.model.incident import Incident
from runbook_gen.model.settings import Settings

SPELT = ("Text", "Term")
"""Mappings by language: what they hold is told where they are used."""


class Field(NamedTuple):
    """A field as an author sees it; `link` is the anchor of the part that it holds, if any."""

    name: str
    type: str
    link: str
    required: bool
    description: str


class Part(NamedTuple):
    """A model: its name, its page anchor, what it is, its fields, and all of them in YAML."""

    name: str
    anchor: str
    summary: str
    fields: tuple[Field, ...]
    example: str


def parts() -> list[Part]:
    """Every part, the files themselves first."""
    _, schema = models_json_schema([(m, "validation") for m in (Incident, Cluster, Settings)])
    definitions: dict[str, Any] = schema["$defs"]
    first = ["Incident", "Cluster", "Settings"]
    names = first + [name for name in definitions if name not in first]
    shown = examples()
    return [
        _part(name, definitions[name], shown[name])
        for name in names
        if "properties" in definitions[name]
    ]


_EXAMPLE = re.compile(r"^(\w+):\n((?:(?:  .*)?\n)+)", re.MULTILINE)


def examples() -> dict[str, str]:
    """An example of every part, as an author writes it, by the part's name."""
    resource = files("runbook_gen.render") / "templates" / "examples.yaml"
    found = _EXAMPLE.findall(resource.read_text(encoding="utf-8"))
    return {name: dedent(text).strip() for name, text in found}


def _part(name: str, schema: dict[str, Any], example: str) -> Part:
    required = schema.get("required", [])
    fields = tuple(
        Field(key, *_type(value), key in required, value.get("description", ""))
        for key, value in schema["properties"].items()
    )
    summary = schema.get("description", "").split("\n")[0]
    return Part(name, name.lower(), summary, fields, example)


def _type(schema: dict[str, Any]) -> tuple[str, str]:
    """What to write for a value of this schema, and the part that it refers to."""
    if "const" in schema:
        return str(schema["const"]), ""
    if "enum" in schema:
        return " / ".join(map(str, schema["enum"])), ""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return (name, "" if name in SPELT else name.lower())
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

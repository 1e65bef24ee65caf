"""Which keys a model has, at any depth: what a misspelled key is compared with."""

from typing import Any

from pydantic import BaseModel


def known_keys(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that the model has at `loc`, found in its JSON Schema."""
    schema = model.model_json_schema(by_alias=True)
    here: dict[str, Any] = schema

    def resolve(node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        return node

    for part in loc:
        here = resolve(here)
        options = [resolve(o) for o in here.get("anyOf", [])]
        here = next((o for o in options if o.get("type") != "null"), here)
        if "discriminator" in here:
            here = {"$ref": here["discriminator"]["mapping"].get(part, "")}
        elif isinstance(part, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(part, {})
    return list(resolve(here).get("properties", {}))

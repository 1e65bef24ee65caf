"""Which keys a model has at any depth, in the order in which a file has them."""

from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel


class Shape(NamedTuple):
    """What a model's JSON Schema says of one value."""

    schema: dict[str, Any]
    definitions: dict[str, Any]

    @property
    def keys(self) -> list[str]:
        """The keys of a mapping, in order; none where any will do."""
        return list(self.schema.get("properties", {}))

    @property
    def tag(self) -> str:
        """The key by whose value one of several models is chosen, such as `kind`; else nothing."""
        return str(self.schema.get("discriminator", {}).get("propertyName", ""))

    def below(self, part: str | int) -> "Shape":
        """The shape of an item, of the value of a key, or of the model that a tag chooses."""
        if self.tag:
            chosen = self.schema["discriminator"]["mapping"].get(part)
            return self._resolved({"$ref": chosen} if chosen else {})
        if isinstance(part, int):
            return self._resolved(self.schema.get("items", {}))
        return self._resolved(self.schema.get("properties", {}).get(part, {}))

    def _resolved(self, schema: dict[str, Any]) -> "Shape":
        options = [self._definition(option) for option in schema.get("anyOf", [])]
        found = next((option for option in options if option.get("type") != "null"), schema)
        return Shape(self._definition(found), self.definitions)

    def _definition(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"].rpartition("/")[2]]
        return schema


@cache
def shape(model: type[BaseModel]) -> Shape:
    """The shape of a whole file."""
    schema = model.model_json_schema(by_alias=True)
    return Shape(schema, schema.get("$defs", {}))


def known_keys(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that the model has at `loc`, where tags of unions are parts of the way."""
    here = shape(model)
    for part in loc:
        here = here.below(part)
    return here.keys

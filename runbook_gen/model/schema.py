"""The models as JSON Schemas, for editors, for reference and for other programs."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from runbook_gen.model.artifact import Artifact
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.incident import Incident
from runbook_gen.model.settings import Settings

FILES: tuple[type[BaseModel], ...] = (Incident, Cluster, Settings)


def schemas() -> Iterator[Artifact]:
    """The schema of each kind of file that an author writes."""
    for model in FILES:
        yield Artifact(f"{model.__name__.lower()}.schema.json", json_schema(model))


def json_schema(model: type[BaseModel], id: str = "") -> str:
    """A model's JSON Schema, as text; with an `id` where other programs rely on it."""
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= {"$id": id} if id else {}
    schema |= model.model_json_schema(by_alias=True)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"

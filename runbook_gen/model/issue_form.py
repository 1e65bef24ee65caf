"""The issue form for reporting an incident: fields of the schema that who saw it can fill in.

What comes in is a report in one language; a person makes an incident of it, in all of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from runbook_gen.model.artifact import Artifact
from runbook_gen.model.incident import Incident, Observation

FIELDS = ("title", "occurred", "cluster", "status", "severity", "components", "symptoms",
          "impact", "causes", "actions", "lessons")  # fmt: skip
"""In this order; what is between them in the schema is the author's work."""

WARNING = (
    "What you write here, everybody can read. **Leave out secrets**: tokens, passwords, keys, "
    "kubeconfigs, and addresses that must stay inside."
)


def issue_form(components: Sequence[str] = ()) -> Artifact:
    """GitHub's form; `components` are those that a collection knows, if it names them."""
    import yaml

    form = {
        "name": "Incident",
        "description": "Report an outage, so that it becomes a runbook",
        "title": "Incident: ",
        "labels": ["incident"],
        "body": [{"type": "markdown", "attributes": {"value": WARNING}}, *_fields(components)],
    }
    head = "# Made by `runbook-gen schema --issue-form`; change it there.\n"
    text = yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=100)
    return Artifact("incident.yml", head + text)


def _fields(components: Sequence[str]) -> Iterator[dict[str, Any]]:
    schema = Incident.model_json_schema()
    for name in FIELDS:
        field = schema["properties"][name]
        known = components if name == "components" else ()
        yield _field(name, field, field["description"], known, required=name in schema["required"])
        if name == "symptoms":
            evidence = Observation.model_json_schema()["properties"]["evidence"]
            yield _evidence(evidence["description"])


def _field(
    name: str, schema: dict[str, Any], description: str, known: Sequence[str], *, required: bool
) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": name.capitalize(), "description": description}
    kind = "input"
    if options := schema.get("enum") or known:
        kind = "dropdown"
        attributes |= {"multiple": True} if known else {}
        attributes["options"] = list(options)
    elif schema.get("type") == "array" and "$ref" in schema["items"]:
        kind = "textarea"
    shape = {"type": kind, "id": name, "attributes": attributes}
    return shape | ({"validations": {"required": True}} if required else {})


def _evidence(description: str) -> dict[str, Any]:
    attributes = {"label": "Evidence", "description": description, "render": "text"}
    return {"type": "textarea", "id": "evidence", "attributes": attributes}

"""Write the JSON Schema of Kyverno's ValidatingPolicy into an environment under .venv-tools/.

The wheel's models are generated from Kyverno's CRDs, but run on Python 3.14 only. Their fields are
all that a schema needs, so those are read from the source, closed against unknown keys, and built
with this Python's pydantic: `python kyverno_schema.py ENVIRONMENT`.
"""

import ast
import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel

KIND = "ValidatingPolicy"


class Closed(BaseModel):
    """What the cluster would prune silently is refused here."""

    model_config = ConfigDict(extra="forbid")


def fields_only(model: ast.ClassDef) -> ast.ClassDef:
    """The model without its builders: the annotated fields, and what it inherits from."""
    kept: list[ast.stmt] = [
        line
        for line in model.body
        if isinstance(line, ast.AnnAssign) and "ClassVar" not in ast.unparse(line.annotation)
    ]
    model.body = kept or [ast.Pass()]
    return model


def schema(source: str) -> dict[str, Any]:
    """The JSON Schema of the kind, from the source of the generated models."""
    wanted: list[ast.stmt] = [
        fields_only(node)
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and node.name.startswith(KIND)
    ]
    names: dict[str, Any] = {
        "Annotated": Annotated,
        "AwareDatetime": AwareDatetime,
        "BaseModel": Closed,
        "Field": Field,
        "Literal": Literal,
        "ObjectMeta": dict[str, Any],
        "Resource": Closed,
        "RootModel": RootModel,
    }
    exec(compile(ast.Module(wanted, []), "kyverno", "exec"), names)  # hash-checked source
    made: dict[str, Any] = names[KIND].model_json_schema(by_alias=True)
    return made


if __name__ == "__main__":
    environment = Path(sys.argv[1])
    (models,) = environment.glob("lib/*/site-packages/cloudcoil/models/kyverno/policies/v1.py")
    text = json.dumps(schema(models.read_text(encoding="utf-8")), indent=1)
    (environment / "validatingpolicy.schema.json").write_text(text, encoding="utf-8")

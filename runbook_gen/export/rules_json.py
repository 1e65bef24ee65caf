"""The neutral pack: every rule, whole, as JSON.

**Takes** every rule. `rules.json` and its JSON Schema lie at the top of the pack. `version` is 1;
within it, fields may be added but none removed, renamed or given another meaning. The schema's id
is `urn:runbook-gen:rules:1`.

**Loses** nothing.

**Install**

```sh
sha256sum --check SHA256SUMS
jq -r '.rules[] | [.incident.id, .rule.id, .rule.kind] | @tsv' rules.json
check-jsonschema --schemafile rules.schema.json rules.json
```

**Verified** by its own schema: every rule read back from it is the rule that went in.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from runbook_gen import __version__
from runbook_gen.export.ruleset import RuleSet
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Severity, Status
from runbook_gen.model.record import Line, Record, Slug, Url
from runbook_gen.model.rule import Rule
from runbook_gen.model.schema import json_schema
from runbook_gen.model.text import Language, Text

PROVEN_BY = "jsonschema"
OF_INCIDENTS = ("id", "title", "status", "severity")
RULES = "rules.json"
ID = "urn:runbook-gen:rules:1"


class RuleSource(Record):
    """The incident that a rule prevents."""

    id: Slug = Field(description="The incident's id.")
    title: Text = Field(description="What failed and how.")
    status: Status = Field(description="Where the incident stands.")
    severity: Severity = Field(description="How bad the incident was.")
    pages: dict[Language, Url] = Field(description="Its published page in each language.")


class PackedRule(Record):
    """A rule and where it comes from."""

    incident: RuleSource = Field(description="The incident that the rule prevents.")
    rule: Rule = Field(description="The rule, as its incident states it.")


class Pack(Record):
    """The content of `rules.json`."""

    version: Literal[1] = Field(1, description="The version of this format.")
    generator: Line = Field(description="The program that wrote the file, with its version.")
    languages: tuple[Language, ...] = Field(description="The languages of every text.")
    rules: tuple[PackedRule, ...] = Field(description="Every rule, by incident and then in order.")


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """`rules.json` and its schema."""
    languages = rules.settings.languages
    packed = tuple(
        PackedRule(
            incident=RuleSource(
                id=incident.id,
                title=incident.title,
                status=incident.status,
                severity=incident.severity,
                pages={
                    language: rules.settings.page_url(language, f"incidents/{incident.id}")
                    for language in languages
                },
            ),
            rule=rule,
        )
        for incident, rule in rules.rules
    )
    pack = Pack(generator=f"runbook-gen {__version__}", languages=languages, rules=packed)
    text = pack.model_dump_json(by_alias=True, exclude_none=True, indent=2)
    yield Artifact(RULES, text + "\n")
    yield Artifact("rules.schema.json", json_schema(Pack, ID))


def read_rules(data: bytes) -> tuple[tuple[RuleSource, Rule], ...]:
    """The rules of a `rules.json`, with where each comes from.

    Raises:
        ValueError: it is none of version 1.
    """
    return tuple((row.incident, row.rule) for row in Pack.model_validate_json(data).rules)

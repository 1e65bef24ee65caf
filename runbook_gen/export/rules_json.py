"""The neutral pack: every rule, whole, as JSON.

**Takes** every rule. **Loses** nothing. **Shape**: `rules.json` with its JSON Schema beside it;
`version` is 1 and changes only when a reader of version 1 would misread the file.
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
    yield Artifact("rules.json", text + "\n")
    yield Artifact("rules.schema.json", json_schema(Pack))

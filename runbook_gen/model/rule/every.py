"""What every rule has, of whatever kind."""

from typing import Annotated, Any, Literal, Protocol

from pydantic import ConfigDict, Field

from runbook_gen.model.record import Line, Record, Slug, Verbatim
from runbook_gen.model.text import Text

RuleSeverity = Literal["critical", "warning", "info"]
Confidence = Literal["exact", "heuristic"]
Maturity = Literal["draft", "tested", "stable"]


def _or_a_file(schema: dict[str, Any]) -> None:
    """In the file, `{from: examples/…}` may stand for a text."""
    text, path = dict(schema), {"type": "string"}
    schema.clear()
    named = {"type": "object", "properties": {"from": path}, "required": ["from"]}
    schema["anyOf"] = [text, {**named, "additionalProperties": False}]


FIRST = ("kind", "id", "title", "severity", "confidence", "scope", "match", "sources")
LAST = ("message", "remediation", "caveats", "also_matches", "examples", "evidence")


def _in_file_order(schema: dict[str, Any]) -> None:
    """What a rule is, then what its kind decides by, then what it says, and its proof."""
    fields = schema["properties"]
    own = [name for name in fields if name not in (*FIRST, *LAST)]
    schema["properties"] = {n: fields[n] for n in (*FIRST, *own, *LAST) if n in fields}


Example = Annotated[str, Field(min_length=1, max_length=100_000, json_schema_extra=_or_a_file)]
"""A text; in the file, `{from: examples/…}` may stand for it and names a file beside the incident.

The loader puts the file's text in its place.
"""


class Origin(Protocol):
    """What a rule comes from: the incident that it prevents, or what stands for it elsewhere."""

    @property
    def id(self) -> str:
        """The incident's id."""
        ...


class RuleEvidence(Record):
    """Where the fault was seen: what a real tool says of it."""

    tool: Line = Field(description="The program that printed it, such as `kubelet`.")
    version: Line | None = Field(None, description="The program's version, such as `1.28.4`.")
    text: Verbatim = Field(description="The exact text, as printed.")


class EveryRule(Record):
    """What every kind of rule has."""

    model_config = ConfigDict(json_schema_extra=_in_file_order)

    id: Slug = Field(description="The rule's name, unique in the collection and never reused.")
    title: Text = Field(description="What the rule notices, in a few words.")
    severity: RuleSeverity = Field(description="How urgent a hit is.")
    message: Text = Field(
        description="What a hit means. `{name}` stands for a label of a metric rule, `{culprit}` "
        "for the value that a manifest or file rule points to."
    )
    remediation: Text = Field(description="What to do first when it hits.")
    confidence: Confidence = Field(
        description="`exact`: only this failure looks so. `heuristic`: others may look so too."
    )
    caveats: tuple[Text, ...] = Field(
        (), description="What looks alike and is something else; when the rule is wrong."
    )
    also_matches: tuple[Slug, ...] = Field(
        (), description="Other incidents whose texts this rule rightly fires on as well."
    )
    evidence: tuple[RuleEvidence, ...] = Field(
        (), description="Where the fault was seen: tool, version, exact text."
    )

    @property
    def maturity(self) -> Maturity:
        """How far the rule may be trusted: it follows from its evidence, nobody sets it.

        `draft`: nobody has recorded the fault. `tested`: it was recorded once, or without the
        tool's version. `stable`: two tools, or two versions of one, were seen to show it.
        """
        seen = {(e.tool, e.version) for e in self.evidence if e.version}
        return "stable" if len(seen) > 1 else "tested" if self.evidence else "draft"

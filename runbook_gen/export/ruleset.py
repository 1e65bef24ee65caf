"""What an exporter is given, and what it must have."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Protocol

from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import Rule
from runbook_gen.model.settings import Settings

LABEL = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)\}")
"""A label of a metric rule's series, in a message."""

READS = {
    "log": Reason("log text"),
    "metric": Reason("metrics"),
    "manifest": Reason("manifests"),
    "file": Reason("files of a repository"),
}
"""What a rule of each kind reads."""

RuleOf = tuple[Incident, Rule]
"""A rule, with the incident that it prevents."""


@dataclass(frozen=True)
class RuleSet:
    """The rules to export, and all incidents of their collection, also those without a rule.

    `language` is the one in which targets that know only one language speak.
    """

    rules: tuple[RuleOf, ...]
    settings: Settings
    language: str
    incidents: tuple[Incident, ...] = ()
    wholes: Mapping[str, str] = field(default_factory=dict)
    """By an incident's id what stands for all that it says, where that is known."""

    @cached_property
    def every(self) -> Mapping[str, Incident]:
        """All incidents, also those that are only known by a rule, by their ids."""
        of_rules = {incident.id: incident for incident, _ in self.rules}
        return {incident.id: incident for incident in self.incidents} | of_rules

    @cached_property
    def by_incident(self) -> Mapping[str, Sequence[Rule]]:
        """The rules of each incident that has any, by its id."""
        found: dict[str, list[Rule]] = {}
        for incident, rule in self.rules:
            found.setdefault(incident.id, []).append(rule)
        return found

    @cached_property
    def also_matching(self) -> Mapping[str, Sequence[str]]:
        """The rules of other incidents that rightly fire on one, by its id."""
        found: dict[str, list[str]] = {}
        for _, rule in self.rules:
            for id in rule.also_matches:
                found.setdefault(id, []).append(rule.id)
        return found

    @cached_property
    def whole(self) -> str:
        """A digest of all that the rules and the settings say; of incidents, of their ids."""
        said = [(incident.id, rule.model_dump_json(by_alias=True)) for incident, rule in self.rules]
        settings = self.settings.model_dump_json(by_alias=True)
        return sha256(repr((said, settings, self.language)).encode()).hexdigest()

    def runbook_url(self, incident: Incident) -> str:
        """Where the incident's page is published."""
        return self.settings.page_url(self.language, f"incidents/{incident.id}")


class Exporter(Protocol):
    """A module is a target: its file name is its id, its docstring its manual page.

    The docstring has the paragraphs **Takes**, **Loses**, **Install** (three lines of shell in a
    code block) and **Verified**. What it yields lies under `packs/<id>/`. `PROVEN_BY` names the
    tool that accepts what is exported in this project's tests; where it is empty, the target was
    not run against the real tool, and is labelled so. Where it names the fields of incidents that
    it reads (`OF_INCIDENTS`), it is given no others, and what it yielded may be remembered. So may
    it be incident by incident, where it is a `PiecewiseExporter`.
    """

    __name__: str
    __doc__: str | None
    PROVEN_BY: str

    def export(self, rules: RuleSet) -> Iterator[Artifact | Loss]:
        """The target's files; each rule that it cannot say, or not wholly."""
        ...


class PiecewiseExporter(Exporter, Protocol):
    """A target that says of each incident by itself what it yields of it.

    That may hang on the incident, on its own rules, on the settings, and on which ids there are.
    """

    def of_incident(self, rules: RuleSet, incident: Incident) -> Iterator[Artifact | Loss]:
        """The files and losses of one incident; `export` yields those of all."""
        ...


def target_id(exporter: Exporter) -> str:
    """The target's id: its module's name, with hyphens."""
    return exporter.__name__.rpartition(".")[2].replace("_", "-")


def digest(rule: Rule) -> str:
    """SHA-256 over all that a rule says."""
    return sha256(rule.model_dump_json(by_alias=True, exclude_none=True).encode()).hexdigest()


def with_labels(message: str, label: Callable[[str], str]) -> str:
    """`message` with each `{name}` replaced by what `label` makes of the name."""
    return LABEL.sub(lambda match: label(match[1]), message)


def other_kind(rule: Rule, target: str, sees: Reason) -> Loss:
    """A rule of a kind that the target has no eyes for; `sees` says what it does see."""
    return Loss(rule.id, target, of_other_kind(rule, sees))


def of_other_kind(rule: Rule, sees: Reason) -> Reason:
    """Why a target loses it."""
    return Reason("it reads {what}; {sees}", what=READS[rule.kind], sees=sees)

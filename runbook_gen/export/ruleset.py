"""What an exporter is given, and what it must have."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import Rule
from runbook_gen.model.settings import Settings

LABEL = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)\}")
"""A label of a metric rule's series, in a message."""


@dataclass(frozen=True)
class RuleSet:
    """The rules of a collection, with the incident that each prevents.

    `language` is the one in which targets that know only one language speak.
    """

    rules: tuple[tuple[Incident, Rule], ...]
    settings: Settings
    language: str

    def runbook_url(self, incident: Incident) -> str:
        """Where the incident's page is published."""
        return self.settings.page_url(self.language, f"incidents/{incident.id}")


class Exporter(Protocol):
    """A module of this room is a target: its file name is its id, its docstring its manual page."""

    __name__: str
    __doc__: str | None

    def export(self, rules: RuleSet) -> Iterator[Artifact | Loss]:
        """The target's files, and each rule that it cannot say."""
        ...


def target_id(exporter: Exporter) -> str:
    """The target's id: its module's name, with hyphens."""
    return exporter.__name__.rpartition(".")[2].replace("_", "-")


def with_labels(message: str, label: Callable[[str], str]) -> str:
    """`message` with each `{name}` replaced by what `label` makes of the name."""
    return LABEL.sub(lambda match: label(match[1]), message)

"""A known rule: of a manifest or file rule what judging needs, as plain data.

It has the names of the rule's model, so whoever judges need not tell them apart; but neither models
nor YAML need be loaded to have it.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Source(NamedTuple):
    """The incident that a known rule prevents."""

    id: str


class Words(NamedTuple):
    """The same words in every language that a collection has; see `Text`."""

    said: Mapping[str, str]

    def within(self, language: str) -> str:
        """The words in `language`; where it has none yet, in the first one."""
        return self.said.get(language) or next(iter(self.said.values()))


class Objects(NamedTuple):
    """Which Kubernetes objects a rule judges."""

    groups: tuple[str, ...]
    versions: tuple[str, ...]
    resources: tuple[str, ...]


class Paths(NamedTuple):
    """Which files a rule judges, and how they are read."""

    globs: tuple[str, ...]
    parser: str


class KnownRule(NamedTuple):
    """A manifest or file rule, with the names that its model has."""

    incident: str
    kind: str
    id: str
    severity: str
    confidence: str
    title: Words
    message: Words
    remediation: Words
    keywords: tuple[str, ...]
    match: Any
    """`Objects` or `Paths`, by its kind."""

    applies_when: str | None
    variables: Mapping[str, str]
    expr: str
    culprits: str | None

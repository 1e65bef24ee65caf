"""A hit: a line of a log on which a rule of an incident fired, and what many hits add up to."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a log is searched without pydantic
    from runbook_gen.model.rule import Confidence


class Hit(NamedTuple):
    """Where a log rule fired: `line` counts from 1; `text` is the line as it was given."""

    incident: str
    rule: str
    file: str
    line: int
    text: str
    confidence: "Confidence"


class Rank(NamedTuple):
    """An incident that a log points to: how many lines and rules say so, and how surely."""

    incident: str
    confidence: "Confidence"
    rules: int
    lines: int
    first: Hit


class LogLine(NamedTuple):
    """A line of a log as it was given: where it stands, from 1, and its text."""

    file: str
    number: int
    text: str

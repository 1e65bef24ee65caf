"""The lines of a quoted log that an incident's own log rules notice."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from runbook_gen.engine.signature import Signatures, is_signature
from runbook_gen.model.hit import LogLine
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import LogRule


class Marks(NamedTuple):
    """Which lines of a text are marked, from 1, and the rules (by id) that notice them."""

    lines: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


class Marker:
    """Marks texts with the log rules of one incident, as far as they are ones."""

    def __init__(self, incident: Incident) -> None:
        logs = [rule for rule in incident.rules if isinstance(rule, LogRule)]
        rules = [rule for rule in logs if is_signature(rule.expr)]
        self._ids = [rule.id for rule in rules]
        self._exprs = tuple(rule.expr for rule in rules)

    def __call__(self, text: str) -> Marks:
        """What is to be marked in `text`."""
        hits = _hits(self._exprs, text.lstrip("\n"))
        lines = sorted({line for _, line in hits})
        rules = dict.fromkeys(self._ids[index] for index, _ in hits)
        return Marks(tuple(lines), tuple(rules))


class Excerpt(NamedTuple):
    """Some lines of a log, and which of them, from 1, tells."""

    text: str
    line: int


def excerpt(incident: Incident) -> Excerpt | None:
    """The first line of an incident's symptoms that a rule of it notices, with its neighbours."""
    mark = Marker(incident)
    for text in _quoted(incident):
        if found := mark(text).lines:
            lines = text.lstrip("\n").split("\n")
            first = max(found[0] - 2, 0)
            return Excerpt("\n".join(lines[first : found[0] + 1]), found[0] - first)
    return None


def _quoted(incident: Incident) -> Iterator[str]:
    for seen in incident.symptoms:
        yield from (command.output for command in seen.commands if command.output)
        yield from (snippet.text for snippet in seen.evidence)


@lru_cache(maxsize=4096)  # a text is quoted alike in every language
def _hits(exprs: tuple[str, ...], text: str) -> Sequence[tuple[int, int]]:
    lines = (LogLine("", number, line) for number, line in enumerate(text.split("\n"), 1))
    return [(index, line.number) for index, line in _signatures(exprs).hits(lines)]


@lru_cache(maxsize=16)
def _signatures(exprs: tuple[str, ...]) -> Signatures:
    return Signatures(exprs)

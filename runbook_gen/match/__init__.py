"""Which known incident is this? Rules against the lines of a log.

The public functions are `match`, which yields hits while lines come in, `Matcher`, which does so
for logs of any size, and `rank`, which says what they add up to.
"""

from collections.abc import Iterable, Iterator, Sequence

from runbook_gen.engine.search import Read, Search, sieve_exprs
from runbook_gen.engine.sieve import Sieve
from runbook_gen.engine.signature import Signatures
from runbook_gen.model.hit import Hit, LogLine, Rank
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import LogRule, Rule

__all__ = ["Matcher", "match", "rank", "sieve_exprs"]


def _logs(rules: Iterable[tuple[Incident, Rule]]) -> list[tuple[Incident, LogRule]]:
    return [(incident, rule) for incident, rule in rules if isinstance(rule, LogRule)]


def _hit(of: tuple[Incident, LogRule], line: LogLine) -> Hit:
    incident, rule = of
    return Hit(incident.id, rule.id, line.file, line.number, line.text, rule.confidence)


def match(lines: Iterable[LogLine], rules: Sequence[tuple[Incident, Rule]]) -> Iterator[Hit]:
    """Every line on which a log rule fires, as soon as it is known.

    Raises:
        BadSignature: a rule's expression is not RE2.
    """
    logs = _logs(rules)
    for index, line in Signatures([rule.expr for _, rule in logs]).hits(lines):
        yield _hit(logs[index], line)


class Matcher:
    """The log rules, for logs of any size; `sieve` is made of the `exprs` of a matcher.

    Raises:
        BadSignature: a rule's expression is not RE2.
    """

    def __init__(self, rules: Iterable[tuple[Incident, Rule]]) -> None:
        self._logs = _logs(rules)
        self._exprs = [rule.expr for _, rule in self._logs]
        self.sieve_exprs = sieve_exprs(self._exprs)
        """What a sieve for these rules is made of; None where they can have none."""

    def hits(self, file: str, read: Read, sieve: Sieve | None) -> Iterator[Hit]:
        """Every line of a log on which a rule fires, as soon as it is known."""
        for index, line in Search(self._exprs, sieve).hits(file, read):
            yield _hit(self._logs[index], line)


def rank(hits: Iterable[Hit]) -> list[Rank]:
    """The incidents that the hits point to, the likeliest first.

    An exact hit weighs more than any number of heuristic ones, several rules more than one, and
    of the rest the one that the log names first: causes are logged before their effects.
    """
    of: dict[str, list[Hit]] = {}
    for hit in hits:
        of.setdefault(hit.incident, []).append(hit)
    ranks = [
        Rank(
            incident,
            "exact" if any(hit.confidence == "exact" for hit in found) else "heuristic",
            len({hit.rule for hit in found}),
            len({(hit.file, hit.line) for hit in found}),
            found[0],
        )
        for incident, found in of.items()
    ]
    return sorted(ranks, key=lambda r: (r.confidence != "exact", -r.rules, -r.lines))

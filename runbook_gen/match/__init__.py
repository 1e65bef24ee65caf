"""Which known incident is this? Rules against the lines of a log.

The public functions are `match`, which yields hits while lines come in, and `rank`, which says
what they add up to.
"""

from collections.abc import Iterable, Iterator, Sequence

from runbook_gen.engine.signature import Signatures
from runbook_gen.model.hit import Hit, LogLine, Rank
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import LogRule, Rule

__all__ = ["match", "rank"]


def match(lines: Iterable[LogLine], rules: Sequence[tuple[Incident, Rule]]) -> Iterator[Hit]:
    """Every line on which a log rule fires, as soon as it is known.

    Raises:
        BadSignature: a rule's expression is not RE2.
    """
    logs = [(incident, rule) for incident, rule in rules if isinstance(rule, LogRule)]
    for index, line in Signatures([rule.expr for _, rule in logs]).hits(lines):
        incident, rule = logs[index]
        yield Hit(incident.id, rule.id, line.file, line.number, line.text, rule.confidence)


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

"""Which known incident is this? Rules against the lines of a log.

The public functions are `match`, which yields hits while lines come in, `Matcher`, which does so
for logs of any size, and `rank` (or a `Ranking`, as they come), which says what they add up to.
`book` takes from a collection all that naming an incident needs, so that it can be kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from runbook_gen.engine.search import Read, Search, sieve_exprs
from runbook_gen.engine.sieve import Sieve
from runbook_gen.engine.signature import Signatures
from runbook_gen.match.book import Answer, Book, KnownRule, book, known
from runbook_gen.match.ranking import Ranking, rank
from runbook_gen.model.hit import Hit, LogLine

if TYPE_CHECKING:
    from runbook_gen.model.incident import Incident
    from runbook_gen.model.rule import Rule

__all__ = ["Answer", "Book", "KnownRule", "Matcher", "Ranking", "book", "match", "rank",
           "sieve_exprs"]  # fmt: skip


def _hit(rule: KnownRule, line: LogLine) -> Hit:
    return Hit(rule.incident, rule.id, line.file, line.number, line.text, rule.confidence)


def match(lines: Iterable[LogLine], rules: Iterable[tuple["Incident", "Rule"]]) -> Iterator[Hit]:
    """Every line on which a log rule fires, as soon as it is known.

    Raises:
        BadSignature: a rule's expression is not RE2.
    """
    logs = known(rules)
    for index, line in Signatures([rule.expr for rule in logs]).hits(lines):
        yield _hit(logs[index], line)


class Matcher:
    """Log rules, for logs of any size.

    `sieve` is made of the `sieve_exprs` of their expressions, or `make` makes one when needed.

    Raises:
        BadSignature: a rule's expression is not RE2.
    """

    def __init__(
        self,
        rules: Sequence[KnownRule],
        sieve: Sieve | None = None,
        make: Callable[[], Sieve | None] | None = None,
    ) -> None:
        self._rules = rules
        self._search = Search([rule.expr for rule in rules], sieve, make)

    def hits(self, file: str, read: Read) -> Iterator[Hit]:
        """Every line of a log on which a rule fires, as soon as it is known."""
        for index, line in self._search.hits(file, read):
            yield _hit(self._rules[index], line)

"""The book: of a collection, what naming an incident needs; plain data that is quick to read."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.incident import Incident
    from runbook_gen.model.rule import Confidence, Rule


class KnownRule(NamedTuple):
    """A log rule, and the incident that it names."""

    incident: str
    id: str
    expr: str
    confidence: "Confidence"


class Answer(NamedTuple):
    """What to say of an incident in one language: its symptom, and what to do now."""

    title: str
    symptom: str
    steps: tuple[str, ...]
    url: str


class Book(NamedTuple):
    """All log rules, and the answers by language (the source first) and incident."""

    rules: tuple[KnownRule, ...]
    answers: dict[str, dict[str, Answer]]
    left_out: tuple[str, ...] = ()
    """The incidents that do not load."""

    @classmethod
    def from_data(cls, rules: Any, answers: Any, left_out: Any) -> "Book":
        """The book of which JSON has kept the parts.

        Raises:
            TypeError, ValueError, AttributeError: the parts are not those of a book.
        """
        return cls(
            tuple(KnownRule(*rule) for rule in rules),
            {language: {id: Answer(*answer) for id, answer in each.items()}
             for language, each in answers.items()},
            tuple(left_out),
        )  # fmt: skip


def known(rules: Iterable[tuple["Incident", "Rule"]]) -> tuple[KnownRule, ...]:
    """The log rules among `rules`."""
    return tuple(
        KnownRule(incident.id, rule.id, rule.expr, rule.confidence)
        for incident, rule in rules
        if rule.kind == "log"
    )


def book(collection: "Collection", left_out: Iterable[str] = ()) -> Book:
    """The book of a collection."""
    return Book(
        known(collection.rules),
        {
            language: {id: _answer(collection, i, language) for id, i in collection.by_id.items()}
            for language in collection.languages
        },
        tuple(sorted(left_out)),
    )


def _answer(collection: "Collection", incident: "Incident", language: str) -> Answer:
    return Answer(
        incident.title.within(language),
        incident.symptoms[0].summary.within(language),
        tuple(step.summary.within(language) for step in incident.respond),
        collection.settings.record.page_url(language, f"incidents/{incident.id}"),
    )

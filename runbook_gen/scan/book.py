"""The book of a scan: of a collection, what judging files needs; plain data, quick to read."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from runbook_gen.model.known_rule import KnownRule, Objects, Paths, Source, Words

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.rule import FileRule, ManifestRule
    from runbook_gen.model.text import Text


MATCHES: Mapping[str, type[Objects | Paths]] = {"manifest": Objects, "file": Paths}
"""What a rule of each kind judges."""


class Book(NamedTuple):
    """The rules, and by language (the source first) the pages of incidents and of the manual."""

    known: tuple[KnownRule, ...]
    pages: Mapping[str, Mapping[str, str]]
    manual: Mapping[str, str]
    """What stands before a check's id in the address at which the site tells of it."""

    left_out: tuple[str, ...] = ()
    """The incidents that do not load."""

    @property
    def rules(self) -> tuple[tuple[Source, KnownRule], ...]:
        """The rules, each with the incident that it prevents."""
        return tuple((Source(rule.incident), rule) for rule in self.known)

    @classmethod
    def from_data(cls, known: Any, pages: Any, manual: Any, left_out: Any) -> "Book":
        """The book of which JSON has kept the parts.

        Raises:
            TypeError, ValueError, KeyError: the parts are not those of a book.
        """
        rules = tuple(_from_data(KnownRule(*rule)) for rule in known)
        return cls(rules, pages, manual, tuple(left_out))


def _from_data(rule: KnownRule) -> KnownRule:
    return rule._replace(
        title=Words(*rule.title),
        message=Words(*rule.message),
        remediation=Words(*rule.remediation),
        keywords=tuple(rule.keywords),
        match=MATCHES[rule.kind](*map(_immutable, rule.match)),
    )


def _immutable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def book(collection: "Collection", left_out: Iterable[str] = ()) -> Book:
    """The book of a collection."""
    settings = collection.settings.record
    return Book(
        tuple(
            _known(incident.id, rule)
            for incident, rule in collection.rules
            if rule.kind == "manifest" or rule.kind == "file"
        ),
        {
            language: {
                id: settings.page_url(language, f"incidents/{id}") for id in collection.by_id
            }
            for language in collection.languages
        },
        {language: settings.check_url(language, "") for language in collection.languages},
        tuple(sorted(left_out)),
    )


def _known(incident: str, rule: "ManifestRule | FileRule") -> KnownRule:
    return KnownRule(
        incident,
        rule.kind,
        rule.id,
        rule.severity,
        rule.confidence,
        _words(rule.title),
        _words(rule.message),
        _words(rule.remediation),
        rule.keywords,
        MATCHES[rule.kind](*(getattr(rule.match, name) for name in MATCHES[rule.kind]._fields)),
        rule.applies_when,
        rule.variables,
        rule.expr,
        rule.culprits,
    )


def _words(text: "Text") -> Words:
    return Words(text.root)

"""The state of a file's texts: which a language lacks, and which it has from before a change."""

from collections.abc import Iterable, Iterator, Set

from runbook_gen.engine.translation import standings
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.place import Path
from runbook_gen.model.record import Record
from runbook_gen.model.review import FieldChange, TextState

Outdated = Set[tuple[str, Path, str]]
"""Files, the places of texts in them, and languages in which those are older than their source."""


def outdated(collection: Collection) -> Outdated:
    """What the ledger knows to be older; nothing where there is no ledger."""
    return {
        (each.entry.file, each.path, each.language)
        for each in standings(collection)
        if each.state == "outdated"
    }


def states(
    entry: Entry[Record], now: Collection, fields: Iterable[FieldChange], older: Outdated
) -> Iterator[TextState]:
    """Each text that is missing in a language, or older there than its source.

    It is older where the ledger says so (`older`), and, since not all keep one, where the change
    (`fields`) touches the text in the source language alone.
    """
    source, *others = now.languages
    changed: dict[Path, set[str]] = {}
    for field in fields:
        if field.path and isinstance(field.path[-1], str) and field.was and field.now:
            changed.setdefault(field.path[:-1], set()).add(field.path[-1])
    for path, text in entry.texts:
        touched = changed.get(path, set())
        for language in now.languages:
            if language not in text.root:
                yield TextState(path, language, "missing")
            elif language in others and (
                (source in touched and language not in touched)
                or (entry.file, path, language) in older
            ):
                yield TextState(path, language, "older")

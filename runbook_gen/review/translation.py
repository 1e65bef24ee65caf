"""The state of a file's texts: which a language lacks, and which it has from before a change."""

from collections.abc import Iterable, Iterator, Sequence

from runbook_gen.model.collection import Entry
from runbook_gen.model.place import Path
from runbook_gen.model.record import Record
from runbook_gen.model.review import FieldChange, TextState
from runbook_gen.model.text import Text


def states(
    entry: Entry[Record], languages: Sequence[str], fields: Iterable[FieldChange]
) -> Iterator[TextState]:
    """Each text that is missing in a language, or older there than its source.

    It is older where the change (`fields`) touches the text in the source language alone.
    """
    source, *others = languages
    changed: dict[Path, set[str]] = {}
    for field in fields:
        if field.path and isinstance(field.path[-1], str) and field.was and field.now:
            changed.setdefault(field.path[:-1], set()).add(field.path[-1])
    for path, text in entry.texts:
        yield from (
            TextState(path, language, "missing")
            for language in languages
            if language not in text.root
        )
        if source in changed.get(path, ()):
            yield from _left_behind(path, text, others, changed[path])


def _left_behind(
    path: Path, text: Text, others: Iterable[str], changed: set[str]
) -> Iterator[TextState]:
    for language in others:
        if language in text.root and language not in changed:
            yield TextState(path, language, "older")

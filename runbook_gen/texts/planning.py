"""What a catalogue that came back changes in a collection, and what of it is refused.

A message is taken for the text whose source it has: at the path that it names, or elsewhere in the
same file, where the text has moved since. If no text has that source any more, it was translated
from words that are gone, and is refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from runbook_gen.engine.changed_words import summary
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Path, Place
from runbook_gen.model.record import Record
from runbook_gen.model.text import Text
from runbook_gen.texts.catalogue import Message

LONGEST = 20_000
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
STALE = "Export again, and translate what the source says now."


class Plan(NamedTuple):
    """What an import does: new texts by file and path (a language at its end), and the rest."""

    words: dict[str, dict[Path, str]]
    said: frozenset[tuple[str, Path]]
    """The texts, by file and path, that the catalogue has a translation of, changed or not."""
    refused: tuple[Finding, ...]
    fuzzy: int
    """How many messages were left out, since their translator is not sure of them."""


def plan(collection: Collection, language: str, told: Iterable[Message], file: str) -> Plan:
    """What the messages of the catalogue `file` change in the texts of `language`."""
    texts = _Texts(collection)
    words: dict[str, dict[Path, str]] = {}
    said: set[tuple[str, Path]] = set()
    refused: list[Finding] = []
    fuzzy = 0
    for message, found in texts.matched(tuple(told)):
        if not message.words.strip():
            continue
        if message.fuzzy:
            fuzzy += 1
        elif problem := _unfit(message, file) or (
            texts.stale(message, file) if not found else None
        ):
            refused.append(problem)
        elif found:
            entry, path, text = found
            said.add((entry.file, path))
            if text.root.get(language) != message.words:
                words.setdefault(entry.file, {})[(*path, language)] = message.words
    return Plan(words, frozenset(said), tuple(refused), fuzzy)


Found = tuple[Entry[Record], Path, Text]


class _Texts:
    """The texts of a collection, by place and by source."""

    def __init__(self, collection: Collection) -> None:
        self._source = collection.languages[0]
        self._entries = {collection.inside(entry.file): entry for entry in collection.entries}
        self._texts = {name: dict(entry.texts) for name, entry in self._entries.items()}

    def matched(self, told: Sequence[Message]) -> Iterator[tuple[Message, Found | None]]:
        """Each message with its text; those that are where they were choose first."""
        free: dict[tuple[str, str | None], list[Path]] = {}
        for name, texts in self._texts.items():
            for path, text in texts.items():
                free.setdefault((name, text.root.get(self._source)), []).append(path)
        found: dict[int, Path] = {}
        for may_move in (False, True):
            for number, message in enumerate(told):
                paths = free.get((message.file, message.source), [])
                if number not in found and (message.path in paths or (may_move and paths)):
                    path = message.path if message.path in paths else paths[0]
                    paths.remove(path)
                    found[number] = path
        for number, message in enumerate(told):
            at = found.get(number)
            yield message, self._found(message.file, at) if at is not None else None

    def stale(self, message: Message, file: str) -> Finding:
        """The finding of a message whose source text is gone."""
        entry, now = self._entries.get(message.file), self._at(message.file, message.path)
        if entry is None or now is None:
            where = f"'{message.file}'" if message.file else "the collection"
            wrong = f"no text of {where} has this source any more"
            place = entry.locate(message.path) if entry else Place(file, message.line)
        else:
            wrong = "the source text has changed since the export"
            if (source := now.root.get(self._source)) is not None:
                wrong = f"{wrong}: {summary(message.source, source)}"
            place = entry.locate((*message.path, self._source))
        return Finding("outdated-translation", "error", place, wrong, STALE)

    def _at(self, name: str, path: Path) -> Text | None:
        return self._texts.get(name, {}).get(path)

    def _found(self, name: str, path: Path) -> Found:
        return self._entries[name], path, self._texts[name][path]


def _unfit(message: Message, file: str) -> Finding | None:
    """What keeps a translation from being written at all."""
    place = Place(file, message.line)
    if odd := UNPRINTABLE.search(message.words):
        wrong = f"the translation holds the character U+{ord(odd[0]):04X}"
        remedy = "Remove it; it is no letter, space or line end."
        return Finding("schema", "error", place, wrong, remedy)
    if len(message.words) > LONGEST:
        wrong = f"the translation is longer than {LONGEST} characters"
        return Finding("schema", "error", place, wrong, "Keep what matters.")
    return None

"""An incident while it is brought together: its fields, and the lines that each is from."""

from collections.abc import Iterable, Mapping
from typing import Any

from runbook_gen.ingest.document import Document
from runbook_gen.ingest.language import language_of
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Vocabulary
from runbook_gen.model.draft import Span

MOST_WORDS = 20_000
MOST_EVIDENCE = 100_000
"""What a text and a quotation may hold, by the model. Longer ones are left over, and said so."""
QUOTED = frozenset({"run", "output", "text", "before", "after"})
MOST_BYTES = 500_000
"""What an incident may hold: half of what the loader takes, since YAML indents and escapes."""
LINE_BYTES = 12
"""What a line or a key costs beside its words."""


class Entry:
    """The fields of one incident; every line that says something of it is put under a field."""

    def __init__(
        self, case: Section, document: Document, words: Vocabulary, languages: tuple[str, ...]
    ) -> None:
        """Begin with nothing but the section that tells of the incident."""
        self.case = case
        self.document = document
        self.words = words
        self.languages = languages
        self.lists: dict[str, list[dict[str, Any]]] = {}
        self.texts: dict[str, list[dict[str, str]]] = {}
        self.values: dict[str, Any] = {}
        self.sources: dict[str, list[Span]] = {}
        self.lines: dict[int, str] = {}
        """The field of each line that is placed, counted from 0."""
        self.names: set[str] = set()
        """The ids that its impacts have."""
        self._room = MOST_BYTES

    def text(self, words: str) -> dict[str, str]:
        """Words under their language."""
        return {language_of(words, self.languages): words}

    def add(self, field: str, item: Mapping[str, Any], spans: Iterable[Span]) -> dict[str, Any]:
        """Append a part to a list of the incident, unless it is too large for one."""
        spans = self._trimmed(spans)
        added = {**item, "origin": {"file": self.document.name, "lines": numbers(spans)}}
        if self._has_room(added):
            self.place(field, spans)
            self.lists.setdefault(field, []).append(added)
        elif field != "notes":
            self.note(spans)
        return added

    def extend(self, field: str, item: dict[str, Any], spans: Iterable[Span]) -> None:
        """Let more lines say a part that is there already."""
        spans = self._trimmed(spans)
        self.place(field, spans)
        item["origin"]["lines"] += ", " + numbers(spans)

    def say(self, field: str, words: str, spans: Iterable[Span]) -> None:
        """Append a text to a list of texts."""
        text = self.text(words)
        if self._has_room(text):
            self.texts.setdefault(field, []).append(text)
            self._source(field, spans)

    def set(self, field: str, value: Any, spans: Iterable[Span]) -> bool:
        """Give a field its value, unless it has one; whether the lines were placed."""
        if field in self.values and self.values[field] != value:
            return False
        self.values[field] = value
        self._source(field, spans)
        return True

    def note(self, spans: Iterable[Span]) -> None:
        """Keep lines that no field is for, as they stand."""
        for first, last in spans:
            source = self.document.source(first, last)
            if source.strip() and len(source) <= MOST_WORDS:
                self.add("notes", {"text": self.text(source)}, [(first, last)])

    def place(self, field: str, spans: Iterable[Span]) -> None:
        """Remember that lines are said in a field."""
        for first, last in spans:
            for line in range(first, last):
                self.lines.setdefault(line, field)

    def _has_room(self, value: Any) -> bool:
        """Whether each text of a part is short enough, and the incident not too large with it."""
        cost = _cost(value)
        if cost > self._room:
            return False
        self._room -= cost
        return True

    def _trimmed(self, spans: Iterable[Span]) -> list[Span]:
        """Spans without the blank lines at their ends."""
        trimmed = []
        for first, last in spans:
            while last > first + 1 and not self.document.lines[last - 1].strip():
                last -= 1
            trimmed.append((first, last))
        return trimmed

    def _source(self, field: str, spans: Iterable[Span]) -> None:
        spans = self._trimmed(spans)
        self.place(field, spans)
        self.sources.setdefault(field, []).extend(spans)


def _cost(value: Any, name: str = "") -> int:
    """How many bytes a value takes, roughly; more than there are, if a text of it is too long."""
    if isinstance(value, str):
        if not 0 < len(value) <= (MOST_EVIDENCE if name in QUOTED else MOST_WORDS):
            return MOST_BYTES + 1
        return len(value.encode()) + LINE_BYTES * (value.count("\n") + 1)
    if isinstance(value, dict):
        return sum([len(key) + LINE_BYTES + _cost(inner, key) for key, inner in value.items()])
    return sum(map(_cost, value)) if isinstance(value, list) else LINE_BYTES


def numbers(spans: Iterable[Span]) -> str:
    """Lines as a person counts them, those that touch joined: `30, 32-46`."""
    return ", ".join(
        str(first + 1) if last - first < 2 else f"{first + 1}-{last}"
        for first, last in joined(spans)
    )


def beside(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Spans without the lines of others."""
    kept: list[Span] = []
    gone = joined(others)
    for first, last in spans:
        for start, end in gone:
            if first < end and start < last:
                kept += [(first, start)] if first < start else []
                first = end
        kept += [(first, last)] if first < last else []
    return kept


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    whole: list[Span] = []
    for first, last in sorted(spans):
        if whole and first <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(whole[-1][1], last)
        else:
            whole.append((first, last))
    return whole

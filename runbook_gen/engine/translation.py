"""How the translations of a collection stand: what is missing, and what is older than its source.

A translation is outdated where the ledger knows it, made from other words than the source has now,
and no text has that pair any more: short words may well translate two texts. Whoever changes a
translation is taken to have read the source: it is then `unrecorded`, which is sound, until it is
recorded.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from runbook_gen.model.ledger import Ledger, Pair, digest
from runbook_gen.model.place import Path

if TYPE_CHECKING:  # reports import this, and a verdict that is remembered needs no models
    from runbook_gen.model.collection import Collection, Entry
    from runbook_gen.model.record import Record
    from runbook_gen.model.text import Text

State = Literal["current", "unrecorded", "outdated", "missing"]


class Standing(NamedTuple):
    """A text in one language, and how it stands; `before` is the source that it was made from."""

    entry: "Entry[Record]"
    path: Path
    text: "Text"
    language: str
    state: State
    before: str = ""


class Tally(NamedTuple):
    """How many texts there are in a file or a collection, and how they stand in one language."""

    language: str
    file: str
    texts: int
    translated: int
    outdated: int
    missing: int
    unrecorded: int
    """How many of the translated ones the ledger does not know."""


def standings(
    collection: "Collection", entries: "Iterable[Entry[Record]] | None" = None
) -> Iterator[Standing]:
    """Every text in every language, file by file; in the source language it is there or missing.

    Of some `entries` where these are named.
    """
    source, *others = collection.languages
    alive = _alive(collection)
    for entry in collection.entries if entries is None else entries:
        for path, text in entry.texts:
            there: State = "current" if source in text.root else "missing"
            yield Standing(entry, path, text, source, there)
            for language in others:
                words, original = text.root.get(language), text.root.get(source)
                state, before = standing(collection.ledger, alive, original, language, words)
                yield Standing(entry, path, text, language, state, before)


def doubtful(collection: "Collection", entries: "Iterable[Entry[Record]]") -> Iterator[str]:
    """Of these entries the files that have a translation whose standing hangs on other files."""
    source, *others = collection.languages
    for entry in entries if collection.ledger else ():
        roots = [text.root for _, text in entry.texts]
        pairs = ((t.get(source), language, t[language]) for t in roots for language in others
                 if language in t)  # fmt: skip
        if any(_is_doubtful(collection.ledger, *pair) for pair in pairs):
            yield entry.file


def _is_doubtful(ledger: Ledger, original: str | None, language: str, words: str) -> bool:
    known = ledger.sources(language, words)
    return original is not None and bool(known) and original not in known


Alive = Counter[tuple[str | None, str, str]]
"""How often each pair of a source text and a translation, with its language, is there today."""


def _alive(collection: "Collection") -> Alive:
    source = collection.languages[0]
    texts = (text.root for entry in collection.entries for _, text in entry.texts)
    return Counter((t.get(source), language, t[language]) for t in texts for language in t)


def standing(
    ledger: Ledger, alive: Alive, original: str | None, language: str, words: str | None
) -> tuple[State, str]:
    """How a translation stands; if it is outdated, with the source text that it was made from."""
    if words is None:
        return "missing", ""
    known = ledger.sources(language, words)
    if original is None or original in known:
        return "current", ""
    gone = [made for made, count in known.items() if count > alive[made, language, words]]
    return ("outdated", _nearest(original, gone)) if gone else ("unrecorded", "")


def tallies(collection: "Collection") -> tuple[Tally, ...]:
    """How each file stands in each language, by language and file."""
    counts: dict[tuple[str, str], Counter[str]] = {
        (language, entry.file): Counter()
        for language in collection.languages
        for entry in collection.entries
    }
    for each in standings(collection):
        counts[each.language, each.entry.file][each.state] += 1
    return tuple(_tally(*of, count) for of, count in counts.items())


def recorded(
    collection: "Collection", accepts: Callable[[Standing], bool]
) -> dict[str, tuple[Pair, ...]]:
    """The ledger as it should be, by file: what is new is recorded, what is gone is not.

    A translation that is outdated keeps what it was made from, unless somebody `accepts` it.
    """
    pairs: dict[str, list[Pair]] = {entry.file: [] for entry in collection.entries}
    source = collection.languages[0]
    for each in standings(collection):
        words, original = each.text.root.get(each.language), each.text.root.get(source)
        if each.language == source or words is None or original is None:
            continue
        kept = each.state == "outdated" and not accepts(each)
        made = each.before if kept else original
        pairs[each.entry.file].append(Pair(made, each.language, digest(words)))
    return {file: tuple(told) for file, told in pairs.items()}


def totals(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """The same for the whole collection: one for each language, without a file."""
    sums: dict[str, Tally] = {}
    for each in tallies:
        so_far = sums.get(each.language, Tally(each.language, "", 0, 0, 0, 0, 0))
        counts = (a + b for a, b in zip(so_far[2:], each[2:], strict=True))
        sums[each.language] = Tally(each.language, "", *counts)
    return tuple(sums.values())


def _tally(language: str, file: str, count: Counter[str]) -> Tally:
    return Tally(
        language,
        file,
        count.total(),
        count["current"] + count["unrecorded"],
        count["outdated"],
        count["missing"],
        count["unrecorded"],
    )


def _nearest(text: str, candidates: Sequence[str]) -> str:
    """The likeliest of the source texts that one translation stands for in several places."""
    words = Counter(text.split())
    return max(candidates, key=lambda other: (words & Counter(other.split())).total())

"""Translations that are older than their original: the mark at such a text, and what changed.

The mark is a link to the end of the same page, where the original stands as it was and as it is.
All of it comes from the ledger, so that a page is the same for whoever builds it.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from runbook_gen.engine.changed_words import changed_words
from runbook_gen.engine.translation import standings
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.incident import Incident
from runbook_gen.model.record import Record
from runbook_gen.model.text import Text
from runbook_gen.render.prose import bare

TAGS = {"same": "{}", "old": "<del>{}</del>", "new": "<ins>{}</ins>"}
MARKED = frozenset(
    {
        "incident.md.j2",
        "cluster.md.j2",
        "checklists.md.j2",
        "rules.md.j2",
        "rules-of-month.md.j2",
        "waves.md.j2",
    }
)
"""The pages that end with what changed, and may therefore mark a text."""


class Outdated(NamedTuple):
    """A translation that is older, and how its original read then."""

    text: Text
    before: str
    linked: bool
    """Whether pages use the text as the words of a link, where no other link can stand."""


def outdated(
    collection: Collection, language: str, entries: Iterable[Entry[Record]] | None = None
) -> dict[int, Outdated]:
    """Every outdated translation to a language, by the identity of its text.

    Of some `entries` where these are named.
    """
    if language == collection.languages[0] or not collection.ledger:
        return {}
    return {
        id(each.text): Outdated(each.text, each.before, each.path[-1] == "title")
        for each in standings(collection, entries)
        if each.state == "outdated" and each.language == language
    }


def standing(known: Mapping[int, Outdated], entry: Entry[Incident]) -> list[object]:
    """What a page shows of the outdated texts of an incident: text by text, if there are any."""
    if not known:
        return []
    return [id(text) in known and known[id(text)][1:] for _, text in entry.texts]


class Older:
    """The outdated translations of one page, numbered as the page comes to them."""

    def __init__(self, known: Mapping[int, Outdated], source: str, language: str) -> None:
        self._known, self._source, self._language = known, source, language
        self._numbers: dict[int, int] = {}

    def number(self, text: Text) -> int:
        """The number of a text that is to be marked; 0 for any other."""
        found = self._known.get(id(text))
        return 0 if found is None or found.linked else self._numbered(text)

    def _numbered(self, text: Text) -> int:
        return self._numbers.setdefault(id(text), len(self._numbers) + 1)

    def any_of(self, texts: Iterable[Text]) -> bool:
        """Whether one of these texts is older."""
        return any(id(text) in self._known for text in texts)

    def listed(self, own: Iterable[Text] = ()) -> list[tuple[str, Markup]]:
        """What was marked on the page, and what else of its `own` texts is older, by number.

        Each is the translation, and its original with the words that went and that came.
        """
        for text in own:
            if id(text) in self._known:
                self._numbered(text)
        return [self._told(self._known[each]) for each in self._numbers]

    def _told(self, each: Outdated) -> tuple[str, Markup]:
        runs = changed_words(each.before, each.text.root[self._source])
        changed = "".join(TAGS[run.kind].format(bare(run.text)) for run in runs)
        return each.text.root[self._language], Markup(changed)

"""The rules: all on one page, or where that is too long, a page for the incidents of each month.

A rule's page hangs on its own incident alone, so that one edit does not move the others about.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from markupsafe import Markup, escape

from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.incident import Incident
from runbook_gen.render.older import standing
from runbook_gen.render.telling import Page, Telling

LIST = "rules.md"
MOST = 100  # rules on one page: some 300 KB


def rules(telling: Telling) -> Iterator[Page]:
    """The list of all rules, and what they say."""
    every = telling.collection.rules
    own = [rule.title for _, rule in every]
    whole = every if len(every) <= MOST else ()
    yield Page(LIST, "rules.md.j2", {"rules": every, "said": whole, "own": own})
    if not whole:
        yield from _months(telling)


def _months(telling: Telling) -> Iterator[Page]:
    of_month: dict[str, list[Entry[Incident]]] = {}
    for entry in telling.collection.incidents:
        if entry.record.rules:
            path = telling.rule_pages[entry.record.rules[0].id]
            of_month.setdefault(path, []).append(entry)
    for path, entries in of_month.items():
        said = [(entry.record, rule) for entry in entries for rule in entry.record.rules]
        own = [rule.title for _, rule in said]
        data = {"month": entries[0].record.occurred, "said": said, "own": own}
        yield Page(path, "rules-of-month.md.j2", data, partial(_key, telling, entries))


def _key(telling: Telling, entries: Iterable[Entry[Incident]]) -> str:
    rest = [(entry.whole, standing(telling.outdated, entry)) for entry in entries]
    return f"rules\0{telling.language}\0{rest}"


def rule_pages(collection: Collection) -> dict[str, str]:
    """The page of each rule, by its id."""
    every = collection.rules
    if len(every) <= MOST:
        return dict.fromkeys((rule.id for _, rule in every), LIST)
    return {rule.id: f"rules/{incident.occurred.isoformat()[:7]}.md" for incident, rule in every}


def ways(pages: Mapping[str, str], page: str) -> Callable[[str], Markup]:
    """The function that tells the way from a page to a rule, as the address of a link."""
    up = "../" * page.count("/")

    def way(rule: str) -> Markup:
        home = pages.get(rule, LIST)
        return Markup(f"{'' if home == page else up + home}#{escape(rule)}")

    return way

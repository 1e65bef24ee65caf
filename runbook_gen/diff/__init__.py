"""What changed in meaning between two sets of rules, and how far the version must rise.

The public functions are `diff` and `release`. A rule is known by its id. An expression's text tells
little of what it does, so the old and the new rule are tried on the examples of both (see
`behaviour`).
"""

from collections.abc import Iterable, Iterator

from runbook_gen.diff.aspect import ASPECTS, Difference
from runbook_gen.diff.behaviour import behaviour
from runbook_gen.diff.version import release, step_of
from runbook_gen.model.change import Change, Meaning
from runbook_gen.model.rule import Origin, Rule

__all__ = ["diff", "release"]

RuleOf = tuple[Origin, Rule]


def diff(old: Iterable[RuleOf], new: Iterable[RuleOf]) -> Iterator[Change]:
    """Each rule that was added, removed, or means or says something else; by id."""
    before = {rule.id: (incident, rule) for incident, rule in old}
    after = {rule.id: (incident, rule) for incident, rule in new}
    for id in sorted({*before, *after}):
        was, now = before.get(id), after.get(id)
        if was and now:
            yield from _compared(was, now)
        elif now:
            yield _change(now, "added", (f"{now[1].severity}, {now[1].kind}",))
        elif was:
            yield _change(was, "removed", ())


def _compared(was: RuleOf, now: RuleOf) -> Iterator[Change]:
    found = [*behaviour(was, now), *_differences(was, now)]
    if found:
        yield _change(now, _together(found), tuple(difference.words for difference in found))


def _differences(was: RuleOf, now: RuleOf) -> Iterator[Difference]:
    for aspect in ASPECTS:
        yield from aspect(was[1], now[1])


def _together(found: Iterable[Difference]) -> Meaning:
    """What several differences come to."""
    meanings = {difference.meaning for difference in found} - {"message"}
    if not meanings:
        return "message"
    return meanings.pop() if len(meanings) == 1 else "changed"


def _change(of: RuleOf, meaning: Meaning, details: tuple[str, ...]) -> Change:
    return Change(of[1].id, of[0].id, meaning, step_of(of[1], meaning), details)

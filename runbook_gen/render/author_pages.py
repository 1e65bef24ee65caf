"""The pages for authors and for those who install packs: reference, targets, tutorials."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from hashlib import sha256
from typing import NamedTuple

from runbook_gen.model.reason import Reason
from runbook_gen.model.support import Target
from runbook_gen.model.text import Text
from runbook_gen.render import reference as fields
from runbook_gen.render.labels import SAID_SIGNS
from runbook_gen.render.telling import Page, Telling
from runbook_gen.render.tutorials import TUTORIALS, incident, old_document


def reference(telling: Telling) -> Iterator[Page]:
    """The manual: every field and every check, by the command that makes it."""
    yield Page("reference/index.md", "reference.md.j2", {})
    yield Page("reference/fields.md", "fields.md.j2", {"parts": fields.parts()})
    yield Page("reference/checks.md", "checks.md.j2", {"manual": telling.manual})


class Listed(NamedTuple):
    """What the targets' pages tell of a rule."""

    id: str
    title: Text
    severity: str


def targets(telling: Telling) -> Iterator[Page]:
    """The support matrix, and a page for each target."""
    support = telling.support
    rules = [(None, Listed(rule.id, rule.title, rule.severity))
             for _, rule in telling.collection.rules]  # fmt: skip
    numbers = {reason: number for number, reason in enumerate(support.reasons, 1)}
    shared = {"support": support, "rules": rules, "numbers": numbers, "signs_said": SAID_SIGNS}
    key = _target_key(telling)
    yield Page("reference/targets.md", "targets.md.j2", shared, key)
    for target in support.targets:
        page = {**shared, "target": target}
        path = f"reference/target-{target.id}.md"
        yield Page(path, "target.md.j2", page, partial(key, target))


def _target_key(telling: Telling) -> Callable[..., str]:
    """The function that gives the key of a target's page, or of that which tells of all."""
    support, pages = telling.support, telling.rule_pages

    @cache
    def told() -> tuple[str, Mapping[str, list[object]]]:
        listed = [(rule.id, rule.title.root, rule.severity, pages[rule.id])
                  for _, rule in telling.collection.rules]  # fmt: skip
        parts = _Parts()
        lost: dict[str, list[object]] = {target.id: [] for target in support.targets}
        for loss in support.losses:
            number = parts.number(loss.reason)
            lost.setdefault(loss.target, []).append((loss.rule, loss.said, number))
        shared = json.dumps([telling.language, listed, parts.all])
        return sha256(shared.encode()).hexdigest(), lost

    def key(target: Target | None = None) -> str:
        shared, lost = told()
        of = (target, lost[target.id]) if target else (support.targets, lost)
        return f"targets\0{shared}\0{json.dumps(of)}"

    return key


class _Parts:
    """What reasons are made of, told once for each of the few that thousands of losses share."""

    def __init__(self) -> None:
        self.all: list[object] = []
        self._numbers: dict[int, int] = {}

    def number(self, reason: str) -> int:
        """Which one it is; the losses, which live as long as this does, hold on to it."""
        if id(reason) not in self._numbers:
            self._numbers[id(reason)] = len(self.all)
            # Somebody else's target may give its reason as plain text, which is not translated.
            self.all.append(reason.parts if isinstance(reason, Reason) else str(reason))
        return self._numbers[id(reason)]


def tutorials(telling: Telling) -> Iterator[Page]:
    """What to do first, step by step."""
    data = {
        "incident": incident(telling.collection, "first-incident"),
        "document": old_document(),
        "finished": incident(telling.collection, "finished-draft"),
        "targets": telling.support.targets,
        "metric": any(rule.kind == "metric" for _, rule in telling.collection.rules),
    }
    for name in TUTORIALS:
        yield Page(f"tutorials/{name}.md", f"tutorial-{name}.md.j2", data)

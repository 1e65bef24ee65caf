"""The pages for authors and for those who install packs: reference, targets, tutorials."""

from collections.abc import Iterator

from runbook_gen.render import reference as fields
from runbook_gen.render.labels import SAID_SIGNS
from runbook_gen.render.telling import Page, Telling
from runbook_gen.render.tutorials import TUTORIALS, incident, old_document


def reference(telling: Telling) -> Iterator[Page]:
    """The manual: every field and every check, by the command that makes it."""
    yield Page("reference/index.md", "reference.md.j2", {})
    yield Page("reference/fields.md", "fields.md.j2", {"parts": fields.parts()})
    yield Page("reference/checks.md", "checks.md.j2", {"manual": telling.manual})


def targets(telling: Telling) -> Iterator[Page]:
    """The support matrix, and a page for each target."""
    support, rules = telling.support, telling.collection.rules
    numbers = {reason: number for number, reason in enumerate(support.reasons, 1)}
    shared = {"support": support, "rules": rules, "numbers": numbers, "signs_said": SAID_SIGNS}
    yield Page("reference/targets.md", "targets.md.j2", shared)
    for target in support.targets:
        page = {**shared, "target": target}
        yield Page(f"reference/target-{target.id}.md", "target.md.j2", page)


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

"""A rule as plain text, for a terminal: what it notices, what that means, what to do."""

from collections.abc import Iterator

from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import Rule
from runbook_gen.render.labels import LABELS
from runbook_gen.render.words import words


def rule_text(incident: Incident, rule: Rule, language: str, page: str) -> str:
    """What a finding's reader wants to know of its rule; `page` is its incident's address."""
    return "\n\n".join(_paragraphs(incident, rule, language, page)) + "\n"


def _paragraphs(incident: Incident, rule: Rule, language: str, page: str) -> Iterator[str]:
    known = words(language)

    def word(key: str) -> str:
        return known.get(key, key)

    def label(kind: str, value: str) -> str:
        return word(LABELS[kind][value])

    about = (label("kind", rule.kind), label("severity", rule.severity))
    yield f"{rule.id} ({', '.join(about)})"
    yield rule.title.within(language)
    yield rule.message.within(language)
    yield f"{word('What to do now')}: {rule.remediation.within(language)}"
    for caveat in rule.caveats:
        yield f"{word('Mind')}: {caveat.within(language)}"
    yield "\n".join((label("confidence", rule.confidence), label("maturity", rule.maturity)))
    yield f"{word('Runbook')}: {incident.title.within(language)}\n{page}"

"""Log rules on texts that are not theirs."""

from collections.abc import Iterator, Sequence

from runbook_gen.engine.proof import CannotProve, trials
from runbook_gen.engine.signature import Signatures
from runbook_gen.model.hit import LogLine
from runbook_gen.model.proof import Case
from runbook_gen.model.rule import LogRule
from runbook_gen.prove.subject import Subject


def cases(subjects: Sequence[Subject], ordinary: Sequence[LogLine]) -> Iterator[Case]:
    """Every log rule on every other incident's log examples, and on ordinary lines."""
    rules = [s for s in subjects if isinstance(s.rule, LogRule) and _sound(s)]
    signatures = Signatures([subject.rule.expr for subject in rules if subject.rule.kind == "log"])
    yield from _crossings(rules, signatures)
    first: dict[int, LogLine] = {}
    for which, line in signatures.hits(ordinary):
        first.setdefault(which, line)
    for which, subject in enumerate(rules):
        fault = ""
        if which in first:
            file, number, text = first[which]
            fault = f"the rule fires on an ordinary line ({file}:{number}): {text.strip()[:120]}"
        yield subject.case("ordinary", "silent on ordinary logs", fault, ("expr",), len(ordinary))


def _sound(subject: Subject) -> bool:
    """Whether the rule's expression is one: otherwise its own examples said so."""
    try:
        next(trials(subject.incident, subject.rule), None)
    except CannotProve:
        return False
    return True


def _crossings(rules: Sequence[Subject], signatures: Signatures) -> Iterator[Case]:
    tried: dict[str, int] = {}
    hits: dict[tuple[int, str], list[str]] = {}
    for other in rules:
        for name, text in _examples(other):
            tried[other.incident.id] = tried.get(other.incident.id, 0) + 1
            lines = (LogLine("", n, line) for n, line in enumerate(text.split("\n"), 1))
            for which in {which for which, _ in signatures.hits(lines)}:
                hits.setdefault((which, other.incident.id), []).append(name)
    for which, subject in enumerate(rules):
        for incident, count in tried.items():
            if incident != subject.incident.id:
                yield subject.crossing(incident, count, hits.get((which, incident), []))


def _examples(subject: Subject) -> Iterator[tuple[str, str]]:
    if isinstance(subject.rule, LogRule):
        examples = subject.rule.examples
        for wanted, texts in (("fires", examples.fires), ("silent", examples.silent)):
            for number, text in enumerate(texts, 1):
                yield f"'{subject.rule.id}' {wanted} {number}", text

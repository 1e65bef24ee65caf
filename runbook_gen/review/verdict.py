"""What comes of a change: is it sound, must a person look at something, or is something to mend?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from runbook_gen.model.change import Change
from runbook_gen.model.finding import Finding
from runbook_gen.model.review import Level, RecordChange, Verdict

Reason = Iterator[str]


def verdict(
    records: Sequence[RecordChange],
    findings: Sequence[Finding],
    changes: Sequence[Change],
    elsewhere: Sequence[str],
    *,
    broken: bool,
) -> Verdict:
    """The verdict, with its reasons, what fails first."""
    mend = [*_broken(records, broken), *_failing(findings)]
    look = [
        *_notes(findings),
        *_of_records(records),
        *_of_texts(records),
        *_of_rules(changes),
        *_of_others(elsewhere),
    ]
    level: Level = "mend" if mend else "look" if look else "sound"
    return Verdict(level, (*mend, *look))


def _broken(records: Iterable[RecordChange], broken: bool) -> Reason:
    if broken:
        yield "The collection does not load, so little more can be said."
    for record in records:
        if record.state == "unreadable":
            yield f"{record.file} does not load."


def _failing(findings: Iterable[Finding]) -> Reason:
    counts = Counter(finding.severity for finding in findings)
    for severity in ("error", "warning"):
        if count := counts[severity]:
            yield f"{_many(count, severity)} to mend."


def _notes(findings: Iterable[Finding]) -> Reason:
    if count := sum(finding.severity == "note" for finding in findings):
        yield f"{_many(count, 'note')} to read."


def _of_records(records: Iterable[RecordChange]) -> Reason:
    for record in records:
        for neighbour in record.near:
            alike = neighbour.alike
            if not neighbour.linked:
                what = "tell the same incident as" if alike.same else "be related to"
                yield f"{record.id} may {what} {alike.id}."
        if record.state == "removed":
            yield f"{record.file} is removed."
        if record.kind == "settings" and record.state == "changed":
            yield "The collection's settings change, on which all checks rest."
        if record.destroys:
            yield f"{record.id}: {_many(len(record.destroys), 'new command')} to destroy something."


def _of_texts(records: Iterable[RecordChange]) -> Reason:
    states = Counter(text.state for record in records for text in record.texts)
    if states["missing"]:
        yield f"Missing in a language: {_many(states['missing'], 'text')}."
    if states["older"]:
        yield f"Older than the original: {_many(states['older'], 'text')}."


def _of_rules(changes: Sequence[Change]) -> Reason:
    weaker = [c.rule for c in changes if c.meaning in ("removed", "looser", "changed")]
    if weaker:
        yield f"{_many(len(weaker), 'rule')} removed or weaker: {', '.join(weaker)}."


def _of_others(elsewhere: Sequence[str]) -> Reason:
    if elsewhere:
        count = _many(len(elsewhere), "file")
        yield f"{count} outside the collection: what may run there, this review does not judge."


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"

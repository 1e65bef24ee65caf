"""Do the rules prove themselves? On their own examples, on other incidents', on ordinary days.

The public function is `prove`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from runbook_gen.engine.cel import compile_error
from runbook_gen.engine.proof import CannotProve, trials
from runbook_gen.model.collection import Collection
from runbook_gen.model.hit import LogLine
from runbook_gen.model.proof import Case, Outcome, Proven, Trial
from runbook_gen.model.rule import DocumentRule, MetricRule
from runbook_gen.model.tree import Tree
from runbook_gen.prove import documents, logs
from runbook_gen.prove.subject import Subject

__all__ = ["Alerts", "Ordinary", "prove"]


class Ordinary(NamedTuple):
    """Healthy days: log lines, and files without a fault."""

    lines: Sequence[LogLine]
    files: Tree


Alerts = Callable[[MetricRule], tuple[Outcome, str]]
"""Runs promtool on a metric rule's examples, and on those of others; how it ended, and why."""


def prove(collection: Collection, ordinary: Ordinary, alerts: Alerts) -> Iterator[Proven]:
    """Every rule, in the order of the collection."""
    subjects = [
        Subject(entry, index, rule)
        for entry in collection.incidents
        for index, rule in enumerate(entry.record.rules)
    ]
    cases: dict[str, list[Case]] = {subject.rule.id: [] for subject in subjects}
    for subject in subjects:
        cases[subject.rule.id] += _own(subject, alerts)
    for case in (*logs.cases(subjects, ordinary.lines), *documents.cases(subjects, ordinary.files)):
        cases[case.rule].append(case)
    for subject in subjects:
        rule = subject.rule
        yield Proven(subject.incident.id, rule.id, rule.kind, rule.maturity, tuple(cases[rule.id]))


def _own(subject: Subject, alerts: Alerts) -> Iterator[Case]:
    """The rule on its own examples."""
    if isinstance(subject.rule, MetricRule):
        yield from _alerts(subject, subject.rule, alerts)
        return
    if isinstance(subject.rule, DocumentRule):
        for at, expr in subject.rule.expressions.items():
            if error := compile_error(expr):
                yield subject.case("fires", "expression", f"CEL refuses it: {error}", at)
    try:
        for trial in trials(subject.incident, subject.rule):
            name = f"{trial.wanted} {trial.number + 1}"
            detail = "" if trial.passed else f"the rule {trial.says} on this example"
            way = ("examples", trial.wanted, trial.number)
            yield subject.case(trial.wanted, name, detail, way)
    except CannotProve as error:
        yield subject.case("fires", "expression", error.message, ("expr",))


def _alerts(subject: Subject, rule: MetricRule, alerts: Alerts) -> Iterator[Case]:
    """A metric rule's cases: promtool runs them together, and ends them together."""
    outcome, detail = alerts(rule)
    counts: dict[Trial, int] = {
        "fires": len(rule.examples.fires),
        "silent": len(rule.examples.silent),
    }
    for trial, count in counts.items():
        case = subject.case(trial, f"{trial} 1 to {count}", detail, ("examples", trial), count)
        yield case._replace(outcome=outcome)

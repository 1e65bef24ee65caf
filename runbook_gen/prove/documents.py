"""Manifest and file rules on files that are not theirs."""

from collections.abc import Iterator, Sequence

from runbook_gen.engine.cel import compile_error
from runbook_gen.engine.judge import Judge
from runbook_gen.model.fault import Fault, Unjudged
from runbook_gen.model.proof import Case
from runbook_gen.model.rule import DocumentRule, FileTree
from runbook_gen.model.tree import MemoryTree, Tree
from runbook_gen.prove.subject import Subject


def cases(subjects: Sequence[Subject], ordinary: Tree) -> Iterator[Case]:
    """Every manifest and file rule on every other incident's examples, and on ordinary files."""
    rules = [s for s in subjects if isinstance(s.rule, DocumentRule) and _sound(s.rule)]
    judge = Judge((subject.incident, subject.rule) for subject in rules)
    yield from _crossings(rules, judge)
    wrong = _wrong(judge, ordinary)
    files = sum(1 for _ in ordinary.paths())
    for subject in rules:
        fault = wrong.get(subject.rule.id, "")
        if fault:
            fault = f"the rule {fault}, which is sound"
        yield subject.case("ordinary", "silent on sound files", fault, ("expr",), files)


def _sound(rule: DocumentRule) -> bool:
    """Whether every expression is CEL: otherwise the rule cannot be tried on anything."""
    return not any(map(compile_error, rule.expressions.values()))


def _wrong(judge: Judge, tree: Tree) -> dict[str, str]:
    """For each rule that does not keep silent on a tree, what it does there first."""
    found: dict[str, str] = {}
    for judged in judge.judge(tree):
        if isinstance(judged, Fault):
            found.setdefault(judged.rule.id, f"fires at {judged.file}:{judged.line}")
        elif isinstance(judged, Unjudged) and judged.rule:
            said = f"stumbles at {judged.file}:{judged.line} ({judged.reason})"
            found.setdefault(judged.rule, said)
    return found


def _crossings(rules: Sequence[Subject], judge: Judge) -> Iterator[Case]:
    tried: dict[str, int] = {}
    hits: dict[tuple[str, str], list[str]] = {}
    for other in rules:
        for name, files in _examples(other):
            tried[other.incident.id] = tried.get(other.incident.id, 0) + 1
            for rule in _wrong(judge, MemoryTree(files)):
                hits.setdefault((rule, other.incident.id), []).append(name)
    for subject in rules:
        for incident, count in tried.items():
            if incident != subject.incident.id:
                yield subject.crossing(incident, count, hits.get((subject.rule.id, incident), []))


def _examples(subject: Subject) -> Iterator[tuple[str, FileTree]]:
    if isinstance(subject.rule, DocumentRule):
        examples = subject.rule.examples
        for wanted, trees in (("fires", examples.fires), ("silent", examples.silent)):
            for number, files in enumerate(trees, 1):
                yield f"'{subject.rule.id}' {wanted} {number}", files

"""Does the mistake come back? Manifest and file rules against a repository.

The public functions are `scan` and `drift`. `book` takes from a collection all that a scan needs,
so that it can be kept; `together` joins what was found in shares of a tree.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.engine.judge import Judge
from runbook_gen.engine.reading import Template
from runbook_gen.model.fault import Fault, Unjudged
from runbook_gen.model.finding import Finding, FindingSeverity, in_order
from runbook_gen.model.place import Place
from runbook_gen.model.tree import Tree
from runbook_gen.scan.book import Book, book
from runbook_gen.scan.drift import drift
from runbook_gen.scan.ignore import Ignores

if TYPE_CHECKING:  # files are judged without pydantic
    from runbook_gen.model.known_rule import KnownRule
    from runbook_gen.model.rule import Origin, Rule

__all__ = ["Book", "Scanned", "book", "drift", "scan", "together"]

SEVERITY: dict[str, FindingSeverity] = {"critical": "error", "warning": "warning", "info": "note"}
LONGEST = 200  # characters of a culprit in a message


class Scanned(NamedTuple):
    """What a scan found, and what it could not judge; the templates and ignores that it passed."""

    findings: tuple[Finding, ...]
    unjudged: tuple[Unjudged, ...]
    templates: frozenset[str]
    ignored: int


def scan(
    tree: Tree,
    rules: Iterable[tuple["Origin", "Rule | KnownRule"]],
    language: str,
    page: Callable[["Origin"], str],
    only: Callable[[str], bool] | None = None,
    share: Callable[[str], bool] | None = None,
) -> Scanned:
    """Judge the files of a tree; where `only` is given, report on these alone.

    Where `share` is given, judge only its files of them; `together` makes the whole of the shares.

    Raises:
        BadExpression: a rule's expression is not CEL.
    """
    findings: list[Finding] = []
    unjudged: list[Unjudged] = []
    templates: set[str] = set()
    ignored = 0
    ignores: dict[str, Ignores] = {}
    judge = Judge(rules)
    for judged in judge.judge(tree, only, share):
        if isinstance(judged, Template):
            templates.add(judged.file)
        elif isinstance(judged, Unjudged):
            unjudged.append(judged)
        else:
            if judged.file not in ignores:
                ignores[judged.file] = Ignores(judged.file, judge.text(judged.file))
                findings += ignores[judged.file].without_reason()
            finding = _finding(judged, language, page, ignores[judged.file])
            if ignores[judged.file].covers(finding):
                ignored += 1
            else:
                findings.append(finding)
    return together([Scanned(tuple(findings), tuple(unjudged), frozenset(templates), ignored)])


def together(shares: Sequence[Scanned]) -> Scanned:
    """What was found in the whole tree. Two shares may have met the same file that is no YAML."""
    findings = in_order(finding for share in shares for finding in share.findings)
    # Of a file that a finding calls broken, nobody needs to be told that it was not judged.
    told = {finding.place.file for finding in findings}
    unjudged = {left for share in shares for left in share.unjudged}
    return Scanned(
        findings,
        tuple(sorted(left for left in unjudged if left.rule or left.file not in told)),
        frozenset().union(*(share.templates for share in shares)),
        sum(share.ignored for share in shares),
    )


def _finding(
    fault: Fault, language: str, page: Callable[["Origin"], str], source: Ignores
) -> Finding:
    rule = fault.rule
    culprit = " ".join(str("" if fault.culprit is None else fault.culprit).split())[:LONGEST]
    return Finding(
        rule.id,
        SEVERITY[rule.severity],
        Place(fault.file, fault.line, fault.column, source.line(fault.line)),
        rule.message.within(language).replace("{culprit}", culprit),
        rule.remediation.within(language),
        fault.incident.id,
        rule.confidence,
        page(fault.incident),
        rule.title.within(language),
    )

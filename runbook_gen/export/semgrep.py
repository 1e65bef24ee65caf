"""Semgrep: patterns over log files, and over files of a repository.

**Takes** log rules, for files named like logs (`*.log`, `*.txt`, `*.out`), and file rules that are
one regular expression over a file's text. Each is a rule file in `rules/`, its expression written
so that PCRE reads it as RE2 does; that of a log rule is never found across a line's end. `tests/`
holds the log rules' examples as `semgrep scan --test` reads them.

**Loses** every other rule over files and manifests: Semgrep runs no CEL. It sees one line of a log
at a time, so lines that were wrapped, framed or escaped are not found. It skips files over 1 MB
and what `.semgrepignore` names, and warns of a file in which a rule is found thousands of times
instead of telling where.

**Install**

```sh
cp -r packs/semgrep .semgrep
semgrep scan --test --metrics off --disable-version-check --config .semgrep/rules .semgrep/tests
semgrep scan --metrics off --disable-version-check --config .semgrep/rules .
```

**Verified** by `semgrep scan --test` on the emitted tests, and by `semgrep scan` on every example
of every exported rule.
"""

from collections.abc import Iterator
from typing import Any

from runbook_gen.engine.regex.portable import FILE, LINES_OF_A_FILE, Unportable, portable
from runbook_gen.export.file_patterns import file_pattern
from runbook_gen.export.log_lines import finds, loss_by_line
from runbook_gen.export.ruleset import RuleSet, other_kind
from runbook_gen.export.yaml_text import Block, yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import FileRule, LogRule, Rule

PROVEN_BY = "semgrep"
OF_INCIDENTS = ("id",)
FOLDER = "packs/semgrep"
SEVERITY = {"critical": "ERROR", "warning": "WARNING", "info": "INFO"}
LOGS = ("*.log", "*.log.*", "*.txt", "*.out")
SEES = Reason("Semgrep's patterns see text")


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A rule file for each rule, and a test file for each log rule."""
    for incident, rule in rules.rules:
        try:
            yield from _one(rules, incident, rule)
        except Unportable as error:
            yield Loss(rule.id, "semgrep", Reason("cannot be said in PCRE: {why}", why=error.why))


def _one(rules: RuleSet, incident: Incident, rule: Rule) -> Iterator[Artifact | Loss]:
    if isinstance(rule, LogRule):
        regex = portable(rule.expr, LINES_OF_A_FILE)
        loss = loss_by_line(rule, "semgrep", finds(rule.expr))
        if loss:
            yield loss
        if loss is None or loss.said == "lossy":
            yield _file(rules, incident, rule, regex, {"include": list(LOGS)})
            yield Artifact(f"{FOLDER}/tests/{rule.id}.log", _test(rule))
    elif isinstance(rule, FileRule):
        pattern = file_pattern(rule)
        if isinstance(pattern, Reason):
            yield Loss(rule.id, "semgrep", pattern)
        else:
            given = {"include": list(pattern.include), "exclude": list(pattern.exclude)}
            paths = {name: globs for name, globs in given.items() if globs}
            yield _file(rules, incident, rule, portable(pattern.expr, FILE), paths)
    else:
        yield other_kind(rule, "semgrep", SEES)


def _file(
    rules: RuleSet, incident: Incident, rule: Rule, regex: str, paths: dict[str, list[str]]
) -> Artifact:
    said = rules.language
    # Semgrep knows no values to put in: what a finding points to is the text that it found.
    message = rule.message.within(said).replace("{culprit}", "…")
    stated: dict[str, Any] = {
        "id": rule.id,
        "languages": ["regex"],
        "severity": SEVERITY[rule.severity],
        "message": f"{message} {rule.remediation.within(said)}",
        # semgrep-core folds a long line in quotes, and then refuses the expression.
        "pattern-regex": Block(regex),
        "paths": paths,
        "metadata": {
            "title": rule.title.within(said),
            "incident": incident.id,
            "confidence": "HIGH" if rule.confidence == "exact" else "LOW",
            "references": [rules.runbook_url(incident)],
        },
    }
    return Artifact(f"{FOLDER}/rules/{rule.id}.yaml", yaml_text({"rules": [stated]}))


def _test(rule: LogRule) -> str:
    """The rule's examples, each line that it finds under a comment that says so."""
    found = finds(rule.expr)
    lines: list[str] = []
    for text in rule.examples.fires:
        for line in text.splitlines():
            lines += [f"# ruleid: {rule.id}", line] if found(line) else [line]
    for text in rule.examples.silent:
        lines += [f"# ok: {rule.id}", *text.splitlines()]
    return "\n".join(lines) + "\n"

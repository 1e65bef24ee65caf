"""What an admission policy tells the one who applies an object: one line, in CEL where it can be.

It says what the rule's message says, what to do first, and where the runbook is.
"""

import re

from runbook_gen.export.ruleset import RuleSet
from runbook_gen.model.incident import Incident
from runbook_gen.model.rule import ManifestRule

CULPRIT = "{culprit}"
BREAKS = re.compile(r"[\r\n]+")
UNPRINTED = re.compile(r"[\x00-\x1f\x7f]")


def message(rules: RuleSet, incident: Incident, rule: ManifestRule) -> str:
    """The line without the values at fault."""
    said = rules.language
    what = rule.message.within(said).replace(CULPRIT, "…")
    return _line(f"{what} {_then(rules, incident, rule)}")


def message_expression(rules: RuleSet, incident: Incident, rule: ManifestRule) -> str:
    """CEL for the line with the values at fault; empty where the rule points to none.

    What is no text or number among them is left out. Where the line comes to more than the API
    server allows, it tells the one without them.
    """
    if not rule.culprits:
        return ""
    what = rule.message.within(rules.language)
    if CULPRIT not in what:
        what += f" (`{CULPRIT}`)"
    separator = "`, `" if f"`{CULPRIT}`" in what else ", "
    parts = what.split(CULPRIT)
    parts[-1] += f" {_then(rules, incident, rule)}"
    values = (
        f"[dyn{enclosed(rule.culprits)}]",
        ".map(c, type(c) == list ? c : [c])",
        ".map(c, c.filter(v, type(v) != map && type(v) != list && v != null))",
        r".map(c, c.map(v, string(v).replace('\n', ' ')))",
        f".map(c, c.size() > 0 ? c.join('{separator}') : '…')[0]",
    )
    joined = "\n  ".join(values)
    return f" +\n{joined} +\n".join(map(literal, parts))


def _then(rules: RuleSet, incident: Incident, rule: ManifestRule) -> str:
    return f"{rule.remediation.within(rules.language)} {rules.runbook_url(incident)}"


def enclosed(expr: str) -> str:
    """In brackets, of which the last is no part of a comment."""
    return f"({expr}\n)" if "//" in expr.rpartition("\n")[2] else f"({expr})"


def _line(text: str) -> str:
    """A text in one line."""
    return BREAKS.sub(" ", text)


def literal(text: str) -> str:
    """A text in CEL, in one line."""
    quoted = _line(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted) + '"'

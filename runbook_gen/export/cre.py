"""CRE: Common Reliability Enumerations, the rules of the problem detector `preq`.

**Takes** log rules: each is a rule of one regular expression, with the incident's causes and
impact beside it, in one file.

**Loses** rules of the other kinds. `preq` joins no lines, so those that were wrapped, framed or
escaped are not found; it reads only logs in which it knows the times. It runs on Go's engine,
which reads RE2's expressions as they are.

**Install**

```sh
cp packs/cre/runbook.yaml runbook.cre.yaml
preq -d -r runbook.cre.yaml < app.log          # -d: without the community's rules
kubectl logs deployment/app | preq -d -r runbook.cre.yaml
```

**Verified** by RE2 on every example, and held to the shape that preq's parser and documentation
state. Neither preq nor its published schema was run on it.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from runbook_gen.export.log_lines import finds, loss_by_line
from runbook_gen.export.ruleset import RuleSet, digest, other_kind
from runbook_gen.export.yaml_text import Block, yaml_text
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import LogRule

PROVEN_BY = ""
OF_INCIDENTS = ("id", "causes", "impact", "components")
SEVERITY = {"critical": 0, "warning": 2, "info": 4}
"""Of CRE's five: critical, high, medium, low, info."""

CATEGORY = "instability-problem"
"""Of CRE's categories, the one that says no more than an incident does."""

SOURCE = "cre.log.runbook"
"""The kind of log; standard input is of every kind, a data source says which it is."""

ONE_BYTE = re.compile(r"(?<!\\)(?:\\\\)*\\C")

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """One file of rules."""
    said: list[Any] = []
    for incident, rule in rules.rules:
        if not isinstance(rule, LogRule):
            yield other_kind(rule, "cre", Reason("preq reads logs"))
            continue
        if ONE_BYTE.search(rule.expr):
            yield Loss(rule.id, "cre", Reason(r"uses \C, which Go's engine does not have"))
            continue
        loss = loss_by_line(rule, "cre", finds(rule.expr))
        if loss:
            yield loss
        if loss is None or loss.said == "lossy":
            said.append(_rule(rules, incident, rule))
    yield Artifact("packs/cre/runbook.yaml", yaml_text({"section": "rules", "rules": said}))


def _rule(rules: RuleSet, incident: Incident, rule: LogRule) -> dict[str, Any]:
    language = rules.language
    cre = {
        "id": rule.id,
        "severity": SEVERITY[rule.severity],
        "title": rule.title.within(language),
        "category": CATEGORY,
        "author": "runbook-gen",
        "description": rule.message.within(language),
        "cause": _list(cause.summary.within(language) for cause in incident.causes),
        "impact": _list(impact.summary.within(language) for impact in incident.impact),
        "mitigation": rule.remediation.within(language),
        "references": [rules.runbook_url(incident)],
        "applications": [{"name": component} for component in incident.components],
    }
    match = {"set": {"event": {"source": SOURCE}, "match": [{"regex": Block(rule.expr)}]}}
    metadata = {
        "name": f"{incident.id}/{rule.id}",
        "id": _base58(sha256(rule.id.encode()).digest()[:16]),
        "hash": _base58(bytes.fromhex(digest(rule))),
        "kind": "rules",
        "generation": 1,
    }
    return {
        "cre": {name: value for name, value in cre.items() if value != ""},
        "metadata": metadata,
        "rule": match,
    }


def _list(texts: Iterator[str]) -> str:
    """Several texts as a Markdown list, as CRE writes what has several parts."""
    return "\n".join("- " + text.replace("\n", "\n  ") for text in texts)


def _base58(data: bytes) -> str:
    """Bytes as CRE writes its ids."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = BASE58[digit] + text
    return text

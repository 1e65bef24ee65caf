"""SARIF: the scan rules as a code-scanning service describes them.

**Takes** manifest and file rules: each is a `reportingDescriptor` of the one run in
`runbook.sarif`, which has no results. A finding of `runbook-gen scan --format sarif` names its
rule by the same id; uploaded first, this file tells what the rule means before it ever fires. It is
uploaded under a category of its own, so that it closes no finding of a scan.

**Loses** rules over logs and metrics: a scan reads neither. `{culprit}` in a message stands for a
value that only a finding has, and is written `…`.

**Install**

```sh
npx @microsoft/sarif-multitool-linux validate packs/sarif-rules/runbook.sarif
gzip -c packs/sarif-rules/runbook.sarif | base64 -w0 > rules.b64
gh api repos/OWNER/REPO/code-scanning/sarifs -f commit_sha=SHA -f ref=REF -F sarif=@rules.b64
```

**Verified** by `sarif-multitool validate`, which has nothing to say against it.
"""

import json
from collections.abc import Iterator
from typing import Any

from runbook_gen import __version__
from runbook_gen.export.ruleset import RuleSet, other_kind
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import FileRule, ManifestRule

PROVEN_BY = "sarif-multitool"
OF_INCIDENTS = ("id", "components")
TARGET = "sarif-rules"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ScanRule = ManifestRule | FileRule
LEVEL = {"critical": "error", "warning": "warning", "info": "note"}


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """One run that knows every scan rule and has found nothing."""
    described: list[Any] = []
    for incident, rule in rules.rules:
        if isinstance(rule, ScanRule):
            described.append(_descriptor(rules, incident, rule))
        else:
            yield other_kind(rule, TARGET, Reason("a scan reads manifests and files"))
    driver = {
        "name": "runbook-gen",
        "semanticVersion": __version__,
        "informationUri": rules.settings.site_url,
        "rules": described,
    }
    run = {
        "tool": {"driver": driver},
        # A category of its own: a service takes no results for "all findings are mended".
        "automationDetails": {"id": "runbook-rules/"},
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    text = json.dumps(log, ensure_ascii=False, indent=2)
    yield Artifact(f"packs/{TARGET}/runbook.sarif", text + "\n")


def _descriptor(
    rules: RuleSet, incident: Incident, rule: ManifestRule | FileRule
) -> dict[str, Any]:
    said, page = rules.language, rules.runbook_url(incident)
    message = rule.message.within(said).replace("{culprit}", "…")
    remedy = rule.remediation.within(said)
    caveats = [caveat.within(said) for caveat in rule.caveats]
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": rule.title.within(said)},
        "fullDescription": {"text": message},
        "help": {"text": remedy, "markdown": "\n\n".join((remedy, *caveats, f"<{page}>"))},
        "helpUri": page,
        "defaultConfiguration": {"level": LEVEL[rule.severity]},
        "properties": {
            "incident": incident.id,
            "kind": rule.kind,
            "precision": "very-high" if rule.confidence == "exact" else "medium",
            "tags": list(incident.components),
        },
    }

"""Tells the rules to machines: one file per target, in `EXPORTERS`.

What several targets need has a name of its own: `admission/` for those that judge what is applied
to a cluster, `log_lines.py` and `alert.py` for those that read logs. `packing/` makes a pack of
what they yield.

To add one: write `<target>.py` and add it to `EXPORTERS`; another package names its module under
the entry-point group `runbook_gen.exporters`.
"""

from collections.abc import Iterator, Sequence

from runbook_gen.export import (
    cre,
    gatekeeper,
    kyverno,
    loki,
    npd,
    problem_matcher,
    prometheus,
    rules_json,
    sarif_rules,
    semgrep,
    sigma,
    skills,
    troubleshoot,
    vap,
)
from runbook_gen.export.packing.pack import BadTarget, Pack, losses, pack
from runbook_gen.export.ruleset import Exporter, RuleSet, target_id
from runbook_gen.model.artifact import Artifact, Loss

EXPORTERS: tuple[Exporter, ...] = (
    prometheus,
    loki,
    vap,
    kyverno,
    gatekeeper,
    semgrep,
    sigma,
    skills,
    npd,
    troubleshoot,
    cre,
    sarif_rules,
    problem_matcher,
    rules_json,
)

__all__ = [
    "EXPORTERS",
    "BadTarget",
    "Exporter",
    "Pack",
    "RuleSet",
    "export",
    "losses",
    "pack",
    "target_id",
]


def export(rules: RuleSet, exporters: Sequence[Exporter] = EXPORTERS) -> Iterator[Artifact | Loss]:
    """Every target's files, and every rule that a target cannot say, or not wholly."""
    for exporter in exporters:
        yield from exporter.export(rules)

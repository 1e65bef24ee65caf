"""Tells the rules to machines: one file per target.

To add one: write `<target>.py` and add it to `EXPORTERS`; another package names its module under
the entry-point group `runbook_gen.exporters`.
"""

from collections.abc import Iterator, Sequence

from runbook_gen.export import (
    gatekeeper,
    kyverno,
    loki,
    npd,
    prometheus,
    rules_json,
    sigma,
    troubleshoot,
    vap,
)
from runbook_gen.export.pack import BadTarget, Pack, pack
from runbook_gen.export.ruleset import Exporter, RuleSet, target_id
from runbook_gen.model.artifact import Artifact, Loss

EXPORTERS: tuple[Exporter, ...] = (
    prometheus,
    loki,
    vap,
    kyverno,
    gatekeeper,
    sigma,
    npd,
    troubleshoot,
    rules_json,
)

__all__ = ["EXPORTERS", "BadTarget", "Exporter", "Pack", "RuleSet", "export", "pack", "target_id"]


def export(rules: RuleSet, exporters: Sequence[Exporter] = EXPORTERS) -> Iterator[Artifact | Loss]:
    """Every target's files, and every rule that a target cannot say, or not wholly."""
    for exporter in exporters:
        yield from exporter.export(rules)

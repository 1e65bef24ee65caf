"""Tells the rules to machines: one file per target.

To add one: write `<target>.py` and add it to `EXPORTERS`.
"""

from collections.abc import Iterator

from runbook_gen.export import prometheus, rules_json
from runbook_gen.export.ruleset import Exporter, RuleSet, target_id
from runbook_gen.model.artifact import Artifact, Loss

EXPORTERS: tuple[Exporter, ...] = (prometheus, rules_json)

__all__ = ["EXPORTERS", "Exporter", "RuleSet", "export", "target_id"]


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """Every target's files, and every rule that a target cannot say."""
    for exporter in EXPORTERS:
        yield from exporter.export(rules)

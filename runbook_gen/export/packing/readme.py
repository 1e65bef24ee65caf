"""The README of a target: how to install its pack, and what became of each rule."""

from collections.abc import Iterable, Iterator

from runbook_gen.export.ruleset import Exporter, RuleSet, target_id
from runbook_gen.model.artifact import Artifact, Loss

UNPROVEN = "Not run against the real tool."


def readme(exporter: Exporter, rules: RuleSet, losses: Iterable[Loss]) -> Artifact:
    """`packs/<target>/README.md`: the target's manual page, and a table of its rules."""
    target = target_id(exporter)
    of_target = {loss.rule: loss for loss in losses if loss.target == target}
    lines = [
        f"# {manual(exporter)}",
        "## Rules",
        "\n".join(_table(rules, of_target)),
    ]
    return Artifact(f"packs/{target}/README.md", "\n\n".join(lines) + "\n")


def manual(exporter: Exporter) -> str:
    """A target's manual page: its docstring, and whether the real tool accepted it."""
    text = (exporter.__doc__ or "").strip()
    return text if exporter.PROVEN_BY else f"{text}\n\n**{UNPROVEN}**"


def _table(rules: RuleSet, losses: dict[str, Loss]) -> Iterator[str]:
    yield "| rule | incident | severity | |"
    yield "| --- | --- | --- | --- |"
    for incident, rule in rules.rules:
        loss = losses.get(rule.id)
        became = f"{loss.said}: {loss.reason}" if loss else "exported"
        page = rules.runbook_url(incident)
        yield f"| {rule.id} | [{incident.id}]({page}) | {rule.severity} | {became} |"

"""The support matrix: what the targets are, and what each can say of every rule."""

from collections.abc import Iterable
from typing import NamedTuple

from runbook_gen.model.artifact import Loss


class Target(NamedTuple):
    """A target: `manual` is Markdown; `proven_by` names the real tool, if it was run."""

    id: str
    manual: str
    proven_by: str

    @property
    def title(self) -> str:
        """The first line of its manual."""
        return self.manual.partition("\n")[0]


class Support:
    """The targets, and what they lose."""

    def __init__(self, targets: Iterable[Target] = (), losses: Iterable[Loss] = ()) -> None:
        self.targets = tuple(targets)
        self._losses = {(loss.rule, loss.target): loss for loss in losses}
        self.reasons = tuple(dict.fromkeys(loss.reason for loss in self._losses.values()))
        """Every reason of a loss, each once."""

    @property
    def losses(self) -> Iterable[Loss]:
        """Every loss of every target."""
        return self._losses.values()

    def loss(self, rule: str, target: str) -> Loss | None:
        """What a target loses of a rule, if anything."""
        return self._losses.get((rule, target))

"""A change: what a rule means now that it did not mean before."""

from typing import Literal, NamedTuple

Meaning = Literal["added", "removed", "stricter", "looser", "changed", "message"]
"""`changed`: stricter here and looser there, or nobody can tell; `message`: words only."""

Step = Literal["major", "minor", "patch", "none"]
"""How far a semantic version must rise."""

STEPS: tuple[Step, ...] = ("none", "patch", "minor", "major")


class Change(NamedTuple):
    """A rule that differs between two packs; `details` says in what, one difference each."""

    rule: str
    incident: str
    meaning: Meaning
    step: Step
    details: tuple[str, ...]


class Release(NamedTuple):
    """The version that changes call for: `needed` is the lowest that does."""

    old: str
    new: str
    step: Step
    needed: str

    @property
    def rises(self) -> bool:
        """Whether the new version is as high as it must be."""
        return _numbers(self.new) >= _numbers(self.needed)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))

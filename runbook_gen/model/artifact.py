"""What comes out of the house: files for people (pages) and for machines (artifacts)."""

from typing import Literal, NamedTuple

from runbook_gen.model.reason import Reason

Said = Literal["exported", "lossy", "refused"]
"""What became of a rule in a target: all of it, part of it, nothing of it."""


class Artifact(NamedTuple):
    """A file to be written: `path` is relative, with forward slashes."""

    path: str
    text: str


class Loss(NamedTuple):
    """What a target cannot express of a rule, and why; never silence.

    A rule is `refused` where what could be said would mean something else; it is `lossy` where
    the target says it, but notices or tells less than the rule does.
    """

    rule: str
    target: str
    reason: Reason
    said: Said = "refused"

"""What comes out of the house: files for people (pages) and for machines (artifacts)."""

from typing import NamedTuple


class Artifact(NamedTuple):
    """A file to be written: `path` is relative, with forward slashes."""

    path: str
    text: str


class Loss(NamedTuple):
    """A rule that a target cannot express, and why; never silence."""

    rule: str
    target: str
    reason: str

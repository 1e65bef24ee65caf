"""How far a pack's version must rise, by what a change may do to those who installed it.

A rule that is gone, and one that may newly refuse what somebody applies, break them: major. What
finds more, less or something else is minor; what only says it in other words is a patch. Below
1.0.0 nothing is promised yet: there a major change calls for a minor step.
"""

from collections.abc import Iterable

from runbook_gen.model.change import STEPS, Change, Meaning, Release, Step
from runbook_gen.model.rule import DocumentRule, Rule


def step_of(rule: Rule, meaning: Meaning) -> Step:
    """The step that a change of this meaning to `rule` (as it is now, or was) calls for."""
    if meaning == "message":
        return "patch"
    denies = isinstance(rule, DocumentRule) and rule.enforcement == "deny"
    breaks = meaning == "removed" or (denies and meaning != "looser")
    return "major" if breaks else "minor"


def release(changes: Iterable[Change], old: str, new: str) -> Release:
    """The version that these changes call for, above `old`."""
    called_for = {"none", *(change.step for change in changes)}
    step = next(step for step in reversed(STEPS) if step in called_for)
    return Release(old, new, step, next_version(old, step))


def next_version(version: str, step: Step) -> str:
    """The lowest version that is a step above `version`."""
    major, minor, patch = map(int, version.split("."))
    if step == "none":
        return version
    if step == "patch":
        return f"{major}.{minor}.{patch + 1}"
    if step == "minor" or not major:
        return f"{major}.{minor + 1}.0"
    return f"{major + 1}.0.0"

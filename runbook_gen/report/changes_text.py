"""Changes for people at a terminal."""

from collections.abc import Sequence

from runbook_gen.model.change import Change, Release
from runbook_gen.report.text import printable


def report(changes: Sequence[Change], release: Release) -> str:
    """A line for each rule, what is otherwise beneath it, and the version at the end."""
    lines: list[str] = []
    for change in changes:
        lines.append(f"{change.meaning:<8}  {change.rule}  ({change.incident})")
        lines += (f"          {printable(detail)}" for detail in change.details)
    if not changes:
        return "Nothing changed.\n"
    return "\n".join([*lines, "", verdict(release)]) + "\n"


def verdict(release: Release) -> str:
    """The step that the version must take, and whether it did."""
    if release.rises:
        return f"A {release.step} change: {release.old} → {release.new}."
    return (
        f"A {release.step} change: pack_version must be at least {release.needed}, "
        f"and is {release.new}."
    )

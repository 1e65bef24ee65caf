"""Changes as Markdown, fit for a comment on a pull request."""

from collections.abc import Sequence

from runbook_gen.model.change import Change, Release
from runbook_gen.report.changes_text import verdict
from runbook_gen.report.markdown_text import plain


def report(changes: Sequence[Change], release: Release) -> str:
    """A table of rules, and the version beneath it."""
    if not changes:
        return "No rule changed.\n"
    rows = (
        f"| `{change.rule}` | {change.meaning} | {change.step} | "
        f"{'<br>'.join(map(plain, change.details))} |"
        for change in changes
    )
    head = "| rule | | step | what changed |\n| --- | --- | --- | --- |\n"
    return f"{head}{chr(10).join(rows)}\n\n**{verdict(release)}**\n"

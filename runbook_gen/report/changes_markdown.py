"""Changes as Markdown, fit for a comment on a pull request."""

import re
from collections.abc import Sequence

from runbook_gen.model.change import Change, Release
from runbook_gen.report.changes_text import verdict

SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+!|@~])")


def report(changes: Sequence[Change], release: Release) -> str:
    """A table of rules, and the version beneath it."""
    if not changes:
        return "No rule changed.\n"
    rows = (
        f"| `{change.rule}` | {change.meaning} | {change.step} | "
        f"{'<br>'.join(map(_plain, change.details))} |"
        for change in changes
    )
    head = "| rule | | step | what changed |\n| --- | --- | --- | --- |\n"
    return f"{head}{chr(10).join(rows)}\n\n**{verdict(release)}**\n"


def _plain(text: str) -> str:
    """Text that stays text in Markdown: it mentions nobody and links nowhere."""
    return SIGNS.sub(r"\\\1", " ".join(text.split())).replace("\\@", "@\u200b")

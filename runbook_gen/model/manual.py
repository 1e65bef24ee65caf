"""A manual page: what a check, a command or a target says about itself."""

from typing import NamedTuple


class ManualPage(NamedTuple):
    """`id` names it, `kind` says what it is (`error`, `warning`, `note`), `text` is Markdown.

    `command` is the one that makes such findings.
    """

    id: str
    kind: str
    text: str
    command: str = "check"

"""What has one right answer is put right, and everything else stays as its author wrote it.

The public function is `fix`. A fix edits the text at known places, so comments and formatting stay.
It counts only where the file says the same afterwards, but for what was fixed. To add one: write
`<id>.py` and add it to `FIXES`.
"""

from typing import Any, NamedTuple

import yaml

from runbook_gen.fix import (
    commit_quotes,
    final_newline,
    id_from_name,
    key_order,
    schema_line,
    trailing_space,
)
from runbook_gen.fix.subject import Fix, Subject

__all__ = ["FIXES", "Fixed", "Subject", "fix"]

FIXES: tuple[Fix, ...] = (
    trailing_space,
    final_newline,
    schema_line,
    id_from_name,
    commit_quotes,
    key_order,
)


class Fixed(NamedTuple):
    """A file's text, and what was fixed in it, in words."""

    text: str
    done: tuple[str, ...]


def fix(text: str, of: Subject) -> Fixed:
    """The text with everything put right that has one right answer.

    What is not YAML is left alone.
    """
    done: list[str] = []
    try:
        said = _said(text)
        for each in FIXES:
            new = each.fixed(text, of)
            if new != text and _same(said, new):
                text = new
                done.append(each.TITLE)
    except yaml.YAMLError:
        pass
    return Fixed(text, tuple(done))


def _said(text: str) -> Any:
    """What a file says: its plain data, but for an id and the spelling of commits."""
    data = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - texts only
    return {k: v for k, v in _plain(data).items() if k != "id"} if isinstance(data, dict) else data


def _same(said: Any, new: str) -> bool:
    try:
        return bool(_said(new) == said)
    except yaml.YAMLError:
        return False


def _plain(data: Any) -> Any:
    if isinstance(data, list):
        return [_plain(item) for item in data]
    if isinstance(data, dict):
        return {
            key: value.lower() if key == "commit" and isinstance(value, str) else _plain(value)
            for key, value in data.items()
        }
    return data

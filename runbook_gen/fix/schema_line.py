"""The first line names the schema, so that an editor completes and validates while one types.

A line that names a schema of the same name elsewhere stays: the author knows where it lies.
"""

import re

from runbook_gen.fix.subject import Subject

TITLE = "schema line"
LINE = re.compile(r"^# *yaml-language-server: *\$schema=(\S*)[^\n]*$", re.MULTILINE)


def fixed(text: str, of: Subject) -> str:
    """The text with the line at its top."""
    if not of.schema:
        return text
    right = f"# yaml-language-server: $schema={of.schema}"
    found = LINE.search(_head(text))
    if not found:
        newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
        return right + newline + text
    if found[1].rpartition("/")[2] == of.schema.rpartition("/")[2]:
        return text
    ending = "\r" if found[0].endswith("\r") else ""
    return text[: found.start()] + right + ending + text[found.end() :]


def _head(text: str) -> str:
    """The comments and blank lines before the first value."""
    return re.match(r"(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*+", text)[0]  # type: ignore[index]  # may be empty

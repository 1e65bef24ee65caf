"""A file ends with one line end, as git and every tool of lines expect."""

from runbook_gen.fix.subject import Subject

TITLE = "one line end at the end"


def fixed(text: str, of: Subject) -> str:
    """The text with one; blank lines that belong to a last text stay, since it would say less."""
    del of
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    body = text.rstrip("\r\n")
    return body + newline if body else text

"""What a new repository's requirements.txt says of runbook-gen."""

import os
import re
from pathlib import Path

from runbook_gen import __version__
from runbook_gen.cli.command import CannotRun

URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]+")
PASSWORD = re.compile(r"https?://[^/@]*@|://[^/@:]*:[^/@]*@")
VERSION = r" *(?:===?|~=|!=|[<>]=?) *[\w.*+!-]+ *"
NAMED = re.compile(rf"runbook[-_.]gen(?:{VERSION}(?:,{VERSION})*)?", re.IGNORECASE)
PORTABLE = re.compile(r"[\w./+~-]+")


def requirement(given: str | None, folder: Path) -> str:
    """The line that pip reads in `folder`: this version, or what was given.

    Raises:
        CannotRun: it is nothing that pip installs, or would put a password into the repository.
    """
    if given is None:
        return f"runbook-gen=={__version__}"
    if PASSWORD.search(given):
        raise CannotRun(
            "the address in --from holds a password, and would be written into requirements.txt. "
            "Leave it out, and let git or pip ask for it."
        )
    if URL.fullmatch(given):
        return f"runbook-gen @ {given}"
    if NAMED.fullmatch(given):
        return given.strip()
    path = Path(given)
    if "\0" not in given and path.exists():
        return _from_path(path.resolve(), folder)
    raise CannotRun(
        f"--from {given!r} is no file or folder here, no URL and no version. "
        f"Write it as a path, as git+https://…, or as 'runbook-gen=={__version__}'."
    )


def _from_path(path: Path, folder: Path) -> str:
    """A path as pip finds it from `folder`, so that both may move together."""
    try:
        way = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        way = ""
    if not PORTABLE.fullmatch(way):
        return f"runbook-gen @ {path.as_uri()}"
    return way if way.startswith(".") else f"./{way}"


def is_local(line: str) -> bool:
    """Whether only a machine that has the same path can install it."""
    return line.startswith(("../", "runbook-gen @ file:"))

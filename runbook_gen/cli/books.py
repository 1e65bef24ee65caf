"""The book for `match`: made of the collection, kept until any of its files changes.

At night nothing has changed: then neither the models nor YAML are loaded to name an incident.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import verdict, writing
from runbook_gen.match.book import Book

if TYPE_CHECKING:
    from runbook_gen.cli.project import Project

FILE = Path(".runbook") / "match.json"


def book(where: "Project", *, cached: bool) -> Book:
    """The book of a collection; what does not load is left out, and told on standard error.

    Raises:
        CannotRun: the collection's settings or its cluster do not load.
    """
    contents = tuple(where.contents())
    key = verdict.key("match", contents)
    file = where.root / FILE
    found = _kept(file, key) if cached else None
    if found is None:
        from runbook_gen.match.book import book as made_of

        loaded = where.load(contents)
        found = made_of(loaded.collection or where.sound(), loaded.left_out)
        if cached:
            _keep(file, json.dumps({"key": key, "book": found}, ensure_ascii=False))
    if found.left_out:
        names = ", ".join(found.left_out)
        sys.stderr.write(f"runbook-gen: left out, since they do not load: {names}.\n")
    return found


def _kept(file: Path, key: str) -> Book | None:
    """What was kept under this key; None where there is nothing to be believed."""
    try:
        kept = json.loads(file.read_bytes())
        return Book.from_data(*kept["book"]) if kept["key"] == key else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _keep(file: Path, text: str) -> None:
    try:
        writing.write_text(file.with_name(".gitignore"), "*\n")
        writing.write_text(file, text)
    except OSError:
        return

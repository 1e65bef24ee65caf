"""The books for `match` and `scan`: made of the collection, kept until any of its files changes.

At night nothing has changed: then the models are not loaded to name an incident, or to judge files.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from runbook_gen.cli import verdict, writing

if TYPE_CHECKING:
    from runbook_gen.cli.project import Project
    from runbook_gen.match import Book as MatchBook
    from runbook_gen.model.collection import Collection
    from runbook_gen.scan import Book as ScanBook

FOLDER = Path(".runbook")


class Book(Protocol):
    """What the books have in common."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """The incidents that do not load."""
        ...


B = TypeVar("B", bound=Book)


def book(where: "Project", *, cached: bool) -> "MatchBook":
    """The book for `match`; what does not load is left out, and told on standard error.

    Raises:
        CannotRun: the collection's settings or its cluster do not load.
    """
    from runbook_gen.match.book import Book, book

    return _book(where, "match", Book.from_data, book, cached=cached)


def scan_book(where: "Project", *, cached: bool) -> "ScanBook":
    """The same for `scan`."""
    from runbook_gen.scan.book import Book, book

    return _book(where, "scan", Book.from_data, book, cached=cached)


def _book(
    where: "Project",
    name: str,
    from_data: Callable[..., B],
    made_of: "Callable[[Collection, tuple[str, ...]], B]",
    *,
    cached: bool,
) -> B:
    contents = tuple(where.contents())
    key = verdict.key(name, contents)
    file = where.root / FOLDER / f"{name}.json"
    found = _kept(file, key, from_data) if cached else None
    if found is None:
        loaded = where.load(contents)
        found = made_of(loaded.collection or where.sound(), tuple(loaded.left_out))
        if cached:
            _keep(file, json.dumps({"key": key, "book": found}, ensure_ascii=False))
    if found.left_out:
        names = ", ".join(found.left_out)
        sys.stderr.write(f"runbook-gen: left out, since they do not load: {names}.\n")
    return found


def _kept(file: Path, key: str, from_data: Callable[..., B]) -> B | None:
    """What was kept under this key; None where there is nothing to be believed."""
    try:
        kept: Any = json.loads(file.read_bytes())
        return from_data(*kept["book"]) if kept["key"] == key else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _keep(file: Path, text: str) -> None:
    try:
        writing.write_text(file.with_name(".gitignore"), "*\n")
        writing.write_text(file, text)
    except OSError:
        return

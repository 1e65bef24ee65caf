"""A tree, judged by the rules of a book: by two processes, where it has many files."""

import pickle
from typing import TYPE_CHECKING

from runbook_gen.cli import two
from runbook_gen.cli.targets import Chosen, Target
from runbook_gen.scan import Scanned, scan, together

if TYPE_CHECKING:
    from runbook_gen.model.rule import Origin
    from runbook_gen.scan import Book

MANY = 400
"""Files: from here on, a second process takes less time than it saves."""


def scanned(target: Target, book: "Book", language: str) -> Scanned:
    """What the rules find in a tree; what of it could not be read, was not judged.

    Raises:
        BadExpression: a rule's expression is not CEL.
    """
    paths = [*target.tree.paths()]
    if len(paths) < MANY or not two.possible():
        return together([_share(target, book, language)])
    second = frozenset(paths[1::2])  # neighbours are alike: so it takes half of the time

    def other() -> Scanned:
        return _share(target, book, language, second.__contains__)

    first, told = two.beside(
        lambda: pickle.dumps(other()),
        lambda: _share(target, book, language, lambda path: path not in second),
    )
    # What is read here, a process of our own has just written.
    return together([first, pickle.loads(told) if told else other()])  # noqa: S301


def _share(target: Target, book: "Book", language: str, share: Chosen | None = None) -> Scanned:
    def page(incident: "Origin") -> str:
        return book.pages[language][incident.id]

    found = scan(target.tree, book.rules, language, page, target.only, share)
    return found._replace(unjudged=(*found.unjudged, *target.unread))

"""Three versions of a file: what an import wrote last, what a person made of it, what is new."""

import difflib
from typing import NamedTuple

from runbook_gen.model.draft import State


class Joined(NamedTuple):
    """What to do with the file: its new text, or None where it is left as it is."""

    state: State
    text: str | None


def join(base: str | None, mine: str | None, new: str, *, merge: bool) -> Joined:
    """Decide by the base, the last import, who has changed the file.

    Where both have, only `merge` joins the changes, and only where they touch different lines.
    """
    if mine is None:
        return Joined("new", new)
    if mine == new:
        return Joined("unchanged", new)
    if mine == base:
        return Joined("updated", new)
    if base == new:
        return Joined("unchanged", mine)
    if not merge:
        return Joined("edited", None)
    merged = _merged(base, mine, new) if base is not None else None
    return Joined("conflict", None) if merged is None else Joined("merged", merged)


def _merged(base: str, mine: str, new: str) -> str | None:
    """Both sides' changes, or None where they touch the same lines."""
    from merge3 import Merge3

    old, edited, imported = (text.splitlines(keepends=True) for text in (base, mine, new))
    merge = Merge3(old, edited, imported)
    lines: list[str] = []
    for group in merge.merge_groups():
        if group[0] == "conflict":
            return None
        lines += group[1]
    return "".join(lines)


def difference(base: str | None, mine: str, new: str) -> str:
    """What the person changed, and what the document did: two unified differences.

    Without a base, only that from the person's file to what the document gives now.
    """
    if base is None:
        return _unified(mine, "your file", [("the document", new)])
    return _unified(base, "last import", [("your edits", mine), ("the document", new)])


def _unified(old: str, called: str, versions: list[tuple[str, str]]) -> str:
    return "".join(
        f"{line.rstrip(chr(10))}\n"
        for name, new in versions
        for line in difflib.unified_diff(
            old.splitlines(keepends=True), new.splitlines(keepends=True), called, name, n=1
        )
    )

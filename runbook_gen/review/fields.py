"""What is otherwise in a record, field by field.

Items of a list are known by their `id` or `name`; where they have none, by what they say, so that
an item put in between does not make all below it look changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from runbook_gen.model.place import Path
from runbook_gen.model.review import FieldChange

NAMES = ("id", "name")
Pair = tuple[int | None, int | None]


def changed_fields(was: Any, now: Any, path: Path = ()) -> Iterator[FieldChange]:
    """Each value that is otherwise, in the order of the record of today."""
    if was == now:
        return
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in [*now, *(key for key in was if key not in now)]:
            yield from changed_fields(was.get(key), now.get(key), (*path, key))
    elif isinstance(was, list) and isinstance(now, list) and _has_parts(was, now):
        for old, new in _pairs(was, now):
            index = new if new is not None else old or 0
            before = None if old is None else was[old]
            after = None if new is None else now[new]
            yield from changed_fields(before, after, (*path, index))
    elif said(was) != said(now):
        yield FieldChange(path, said(was), said(now))


def said(value: Any) -> str | None:
    """A value in a text, a line for each that is in it; None where it says nothing."""
    if value is None or value in ([], {}):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "\n".join(_lines(value.items()))
    if isinstance(value, list):
        if any(isinstance(item, Mapping | list) for item in value):
            return "\n".join(_lines((f"{n}", item) for n, item in enumerate(value, 1)))
        return ", ".join(map(str, value))
    return str(value)


def _lines(pairs: Any) -> Iterator[str]:
    for key, value in pairs:
        text = said(value)
        if text is not None:
            inner = text.split("\n")
            yield f"{key}: {text}" if len(inner) == 1 else f"{key}:"
            yield from (f"  {line}" for line in inner if len(inner) > 1)


def _has_parts(*lists: Sequence[Any]) -> bool:
    return any(isinstance(item, Mapping) for items in lists for item in items)


def _pairs(was: Sequence[Any], now: Sequence[Any]) -> Iterator[Pair]:
    """Which items are the same one, by their positions; None where there is no other."""
    names = [_names(was), _names(now)]
    if names[0] is not None and names[1] is not None:
        old = {name: n for n, name in enumerate(names[0])}
        new = set(names[1])
        yield from ((old.get(name), n) for n, name in enumerate(names[1]))
        yield from ((n, None) for name, n in old.items() if name not in new)
        return
    old_said, new_said = ([said(item) or "" for item in items] for items in (was, now))
    for _, a, b, c, d in SequenceMatcher(None, old_said, new_said).get_opcodes():
        yield from zip_longest(range(a, b), range(c, d))


def _names(items: Sequence[Any]) -> list[str] | None:
    """What each item is called; None where one has no name of its own."""
    for key in NAMES:
        names = [item.get(key) if isinstance(item, Mapping) else None for item in items]
        if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
            return names  # type: ignore[return-value]  # each was seen to be a text
    return None

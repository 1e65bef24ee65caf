"""YAML as Kubernetes reads it: `yes` is true, `0644` is 420, a date is text, a last key wins.

Incidents have a dialect of their own (`load`); here a file means what the API server would take it
for. Aliases and merge keys count; what they unfold to is bounded.
"""

import re
from collections.abc import Iterator
from math import isinf
from typing import Any, NamedTuple

import yaml

from runbook_gen.model.place import KEY, Path

MAX_DEPTH = 100
MAX_NODES = 2_000_000  # with aliases unfolded: what is more was written to hurt

BOOLS = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE"), True),
    **dict.fromkeys(("on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE"), False),
    **dict.fromkeys(("off", "Off", "OFF"), False),
}
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
INT = re.compile(r"([-+]?)(?:0b([01]+)|0o?([0-7]+)|0x([0-9a-f]+)|([1-9][0-9]*|0))", re.IGNORECASE)
BASES = (2, 8, 16, 10)
LONGEST = 70  # digits of an integer: 64 bits in base 2
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NUMBER_START = frozenset("-+.0123456789")
INTEGERS = range(-(2**63), 2**64)
RESOLVED = frozenset(f"tag:yaml.org,2002:{name}" for name in ("bool", "float", "int", "null"))
COMPLEX = "?"
"""Stands for a key that is a list or a mapping."""
CHARACTERS = 100  # of a text: they weigh as much as a node


class NotYaml(ValueError):
    """Where a text stops being YAML (`line` and `column` from 1), in the parser's words."""

    def __init__(self, problem: str, line: int = 1, column: int = 1) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column


class Position(NamedTuple):
    """Where a value or key begins, from 1; `block` where it is a text that starts a line below."""

    line: int
    column: int
    block: bool = False


Places = dict[Path, Position]


def documents(text: str) -> Iterator[Any]:
    """The value of each document.

    Raises:
        NotYaml: the text is not YAML, or too deep, or unfolds to too much.
    """
    return (value for value, _ in _Stream(text, with_places=False).read())


def places(text: str) -> list[Places]:
    """For each document, where each of its values and keys stands.

    Raises:
        NotYaml: as for `documents`.
    """
    return [places for _, places in _Stream(text, with_places=True).read()]


def scalar(text: str) -> Any:
    """What a plain scalar means."""
    if text in NULLS:
        return None
    if text in BOOLS:
        return BOOLS[text]
    if text[0] in NUMBER_START:
        return _number(text)
    return text


def _number(text: str) -> Any:
    plain = text.replace("_", "")
    if len(plain) <= LONGEST and (match := INT.fullmatch(plain)):
        sign, *digits = match.groups()
        found, base = next(pair for pair in zip(digits, BASES, strict=True) if pair[0])
        value = int(found, base) * (-1 if sign == "-" else 1)
        if value in INTEGERS:
            return value
    if FLOAT.fullmatch(plain):
        number = float(plain)
        return text if isinf(number) else number
    return text


class _Stream:
    """One pass over the events of a text.

    Where no places are wanted, the way to a value is None, which costs nothing to go on.
    """

    def __init__(self, text: str, *, with_places: bool) -> None:
        try:
            self._loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        except UnicodeEncodeError:
            raise NotYaml("half of a surrogate pair, which is no character") from None
        self._next = self._loader.get_event
        self._text = text
        self._top: Path | None = () if with_places else None
        self._places: Places = {}
        self._anchors: dict[str, tuple[Any, int, int]] = {}  # value, nodes, levels below it
        self._nodes = 0
        self._deepest = 0

    def read(self) -> Iterator[tuple[Any, Places]]:
        try:
            while (event := self._next()) is not None:
                if isinstance(event, yaml.NodeEvent):
                    yield self._value(event, self._top, 0), self._places
                    self._places, self._anchors = {}, {}
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            last = max(1, len(self._text.splitlines()))
            at = at if at[0] <= last else (last, 1)  # what is missing at the end has no line
            raise NotYaml(str(error.problem or error.context), *at) from None
        except yaml.YAMLError as error:
            raise NotYaml(str(error).partition("\n")[0]) from None
        finally:
            self._loader.dispose()

    def _value(self, event: Any, path: Path | None, depth: int) -> Any:
        self._nodes += 1
        if path is not None:
            self._places[path] = _position(event)
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._unfolded(event, depth)
        before, above = self._nodes, self._deepest
        self._deepest = depth
        if kind is yaml.ScalarEvent:
            self._nodes += len(event.value) // CHARACTERS
            plain = event.tag in RESOLVED if event.tag else event.implicit[0]
            value = scalar(event.value) if plain else event.value
        elif depth == MAX_DEPTH:
            raise NotYaml(f"nested deeper than {MAX_DEPTH} levels", *_position(event)[:2])
        elif kind is yaml.SequenceStartEvent:
            value = self._sequence(path, depth + 1)
        else:
            value = self._mapping(path, depth + 1)
        if event.anchor:
            size = self._nodes - before + 1
            self._anchors[event.anchor] = value, size, self._deepest - depth
        self._deepest = max(self._deepest, above)
        return value

    def _unfolded(self, event: Any, depth: int) -> Any:
        if event.anchor not in self._anchors:
            raise NotYaml(f"found undefined alias '{event.anchor}'", *_position(event)[:2])
        value, size, levels = self._anchors[event.anchor]
        if depth + levels > MAX_DEPTH:
            raise NotYaml(f"nested deeper than {MAX_DEPTH} levels", *_position(event)[:2])
        self._deepest = max(self._deepest, depth + levels)
        self._nodes += size
        if self._nodes > MAX_NODES:
            raise NotYaml("the aliases unfold to too much", *_position(event)[:2])
        return value

    def _sequence(self, path: Path | None, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            way = None if path is None else (*path, len(items))
            items.append(self._value(event, way, depth))
        return items

    def _mapping(self, path: Path | None, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        merged: list[dict[str, Any]] = []
        while type(event := self._next()) is not yaml.MappingEndEvent:
            plain = type(event) is yaml.ScalarEvent and event.implicit[0]
            if type(event) is yaml.ScalarEvent:
                key = event.value
                if event.anchor:
                    self._anchors[event.anchor] = key, 1, 0
            else:  # a list or mapping as a key: no object of Kubernetes has one
                named = self._value(event, None, depth)
                key = COMPLEX if isinstance(named, dict | list) else str(named)
            way: Path | None = None
            if path is not None:
                way = (*path, key)
                self._places[(*way, KEY)] = _position(event)
            value = self._value(self._next(), way, depth)
            if key == "<<" and plain and isinstance(value, dict | list):
                sources = value if isinstance(value, list) else [value]
                merged += (source for source in sources if isinstance(source, dict))
            else:
                result[key] = value
        for source in merged:
            result = {**source, **result}
        return result


def _position(event: Any) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1, getattr(event, "style", None) in ("|", ">"))

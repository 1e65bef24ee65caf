"""What a parser makes of a file: documents, and where each of their values stands."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Protocol

from runbook_gen.engine.parsers.kubernetes_yaml import Places, Position
from runbook_gen.model.place import Path
from runbook_gen.model.tree import Tree


class Document:
    """A value that rules judge: plain data, from a file or a part of one.

    `text` is that of the file. `places` is asked only where something was found; `base` is the
    way from the top of what it knows to the value.
    """

    def __init__(
        self, path: str, text: str, value: Any, places: Callable[[], Places], base: Path = ()
    ) -> None:
        self.path, self.text, self.value, self.base = path, text, value, base
        self.places = places

    def part(self, value: Any, *way: str | int) -> "Document":
        """A part of it, as a document of its own."""
        return Document(self.path, self.text, value, self.places, (*self.base, *way))

    def locate(self, way: Path = ()) -> Position:
        """Where a value stands; the nearest one above where it has no place of its own."""
        known = self._known
        way = (*self.base, *way)
        while way and way not in known:
            way = way[:-1]
        return known.get(way, Position(1, 1))

    def find(self, culprit: Any) -> list[Position]:
        """Where a value stands: each place of an equal one, else of the texts that hold it.

        What the file says once stands there; the places of all its values need not be known.
        """
        if isinstance(culprit, str) and culprit and self.text.count(culprit) == 1:
            at = self.text.index(culprit)
            return [Position(self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))]
        if isinstance(culprit, dict | list):
            ways = [way for way, value in walk(self.value) if _same(value, culprit)]
        else:
            ways = self._ways.get((type(culprit), culprit), [])
        if not ways and isinstance(culprit, str) and culprit:
            texts = ((text, at) for (kind, text), at in self._ways.items() if kind is str)
            ways = [way for text, at in texts if culprit in text for way in at]
        return sorted({self.locate(way) for way in ways})

    @cached_property
    def _known(self) -> Places:
        return self.places()

    @cached_property
    def _ways(self) -> dict[tuple[type, Any], list[Path]]:
        """The ways to each text, number and so on."""
        found: dict[tuple[type, Any], list[Path]] = {}
        for way, value in walk(self.value):
            if not isinstance(value, dict | list):
                found.setdefault((type(value), value), []).append(way)
        return found


class Parser(Protocol):
    """A module of this folder that reads one sort of file."""

    def parse(self, path: str, text: str, tree: Tree) -> list[Document]:
        """The documents of a file.

        Raises:
            NotYaml: the file is not what its name says.
        """
        ...


def walk(value: Any, way: Path = ()) -> Iterator[tuple[Path, Any]]:
    """A value and everything in it, each with the way to it."""
    yield way, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*way, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, (*way, index))


def _same(value: Any, culprit: Any) -> bool:
    return type(value) is type(culprit) and bool(value == culprit)

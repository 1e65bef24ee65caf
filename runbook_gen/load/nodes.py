"""Where the values and keys of a file begin: noted in passing, worked out when asked for."""

from collections.abc import Iterator
from typing import Any

from yaml import MappingStartEvent, SequenceStartEvent

from runbook_gen.engine.scalar_text import ScalarText
from runbook_gen.model.place import KEY, Path

BLOCK = ("|", ">")


Node = tuple[Any, Any, str | None]
"""Its mark; what it is: a scalar's text, or the class of its event; the sign of a scalar."""


class Nodes:
    """The nodes of a file as they stand there: a mapping, its first key, its value."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._ends: dict[int, int] = {}
        self.note = self._nodes.append
        """Notes that a node begins. It is called for each, so it is no method of ours."""

    @property
    def last(self) -> int:
        """The number of the node that began last."""
        return len(self._nodes) - 1

    def end(self, number: int) -> None:
        """Note that nothing more belongs to a node that is no scalar."""
        self._ends[number] = len(self._nodes)

    def place(
        self, text: str, path: Path, within: tuple[int, int] | None = None
    ) -> tuple[int, int]:
        """The line and column, from 1, of a value or a key, or of a place `within` its text.

        Where there is no such node, that of the nearest one above it.
        """
        if not self._nodes:
            return 1, 1
        mark, said, sign = self._nodes[self._nearest(0, path)[1]]
        line, column = mark.line + 1, mark.column + 1
        if within is None:
            return line, column
        sign = sign or ""
        begin = (line + 1, 1) if sign in BLOCK else (line, column + len(sign))
        told = said if isinstance(said, str) else ""
        return ScalarText(told, text.split("\n"), *begin).place(*within)

    def _nearest(self, number: int, path: Path) -> tuple[int, int]:
        """How much of a path below a node leads nowhere, and the node that it leads to."""
        best = len(path), number
        if not path:
            return best
        key, *rest = path
        children = list(self._children(number))
        if self._nodes[number][1] is SequenceStartEvent:
            if isinstance(key, int) and key < len(children):
                return self._nearest(children[key], tuple(rest))
        elif self._nodes[number][1] is MappingStartEvent:
            for name, value in zip(children[::2], children[1::2], strict=False):
                if self._nodes[name][1] == key:
                    if rest == [KEY]:
                        return 0, name
                    found = self._nearest(value, tuple(rest))
                    best = found if found[0] <= best[0] else best  # of a duplicate, the last
        return best

    def _children(self, number: int) -> Iterator[int]:
        end, child = self._end(number), number + 1
        while child < end:
            yield child
            child = self._end(child)

    def _end(self, number: int) -> int:
        if isinstance(self._nodes[number][1], str):
            return number + 1
        return self._ends.get(number, len(self._nodes))

"""New texts in a YAML file, where the old ones stand: every other byte stays as it is.

Comments, quotes, blank lines and line ends around a text are kept. The result is read back, and
must say what the file said but for the new texts.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import accumulate
from typing import Any, NamedTuple

import yaml

from runbook_gen.engine.yaml_scalar import in_flow, one_line, scalar
from runbook_gen.model.place import Path

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")  # as YAML counts them
HEADER = re.compile(r"[|>][-+0-9]*")
BEHIND = re.compile(r"[ \t]+#[^\r\n]*")
REST = re.compile(r"[^\r\n]*")
BLOCKS = ("|", ">")


class Unwritable(Exception):
    """A text stands where it cannot be changed without changing what is around it."""


class _Edit(NamedTuple):
    """A piece of the file, from `start` up to `end`, and what comes in its place."""

    start: int
    end: int
    text: str


def spliced(text: str, words: Mapping[Path, str]) -> str:
    """`text`, a file of the collection, with new words at the paths of some of its texts.

    A path ends with a language. Where the text has none in that language yet, it gets one.

    Raises:
        Unwritable: the file cannot be changed in this way; nothing is lost, and nothing written.
    """
    file = _File(text)
    edits = sorted((edit for path, new in words.items() for edit in file.edits(path, new)))
    made, end = "", 0
    for edit in edits:
        made += text[end : edit.start] + edit.text
        end = edit.end
    made += text[end:]
    wanted = deepcopy(file.data)
    for path, new in words.items():
        _at(wanted, path[:-1])[path[-1]] = new
    if _data(made) == wanted:
        return made
    made += file.newline  # which a block at the end of a file needs to keep its own
    if _data(made) != wanted:
        raise Unwritable("its YAML cannot be changed text by text")
    return made


class _File:
    """A file's nodes, and where in its text each begins and ends."""

    def __init__(self, text: str) -> None:
        self.text, self.data = text, _data(text)
        self._root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        lines = LINE.findall(text)
        self._starts = [0, *accumulate(map(len, lines))]
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def edits(self, path: Path, new: str) -> Iterator[_Edit]:
        """What is to be done so that the text at `path` reads `new`."""
        mapping = self._node(path[:-1])
        pairs = mapping.value if isinstance(mapping, yaml.MappingNode) else ()
        if not pairs:
            raise Unwritable(f"no text is at {'.'.join(map(str, path[:-1]))}")
        found = [(key, value) for key, value in pairs if key.value == path[-1]]
        key, value = found[0] if found else pairs[-1]
        margin = " " * key.start_mark.column
        if found:
            yield self._replaced(value, new, margin, flow=mapping.flow_style)
        elif mapping.flow_style:
            at = self._offset(value.end_mark)
            yield _Edit(at, at, f", {path[-1]}: {in_flow(new)}")
        else:
            at = self._line_end(self._end(value))
            lines = scalar(f"{margin}{path[-1]}:", new, margin)
            yield _Edit(at, at, "".join(f"{self.newline}{line}" for line in lines))

    def _replaced(self, node: Any, new: str, margin: str, *, flow: bool) -> _Edit:
        start, end = self._offset(node.start_mark), self._end(node)
        if flow:
            return _Edit(start, end, in_flow(new))
        comment = ""
        if node.style in BLOCKS:
            head = HEADER.match(self.text, start)
            behind = BEHIND.match(self.text, head.end() if head else start)
            comment = behind[0] if behind else ""
        elif BEHIND.match(self.text, end):
            return _Edit(start, end, one_line(new))
        first, *more = scalar("", new, margin)
        return _Edit(start, end, self.newline.join([first[1:] + comment, *more]))

    def _node(self, path: Path) -> Any:
        node = self._root
        for part in path:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == part), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                node = node.value[part] if part < len(node.value) else None
            else:
                return None
        return node

    def _offset(self, mark: Any) -> int:
        past = mark.line >= len(self._starts)
        return len(self.text) if past else self._starts[mark.line] + int(mark.column)

    def _end(self, node: Any) -> int:
        """Where a text ends: a block, at the end of its last line that says something."""
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        if node.style not in BLOCKS:
            return end
        head = HEADER.match(self.text, start)
        piece = self.text[start:end]
        if head and "+" in head[0]:  # the empty lines at its end count
            return start + len(re.sub(r"(?:\r\n|\n|\r)\Z", "", piece))
        return start + len(piece.rstrip(" \t\r\n"))

    def _line_end(self, offset: int) -> int:
        rest = REST.match(self.text, offset)
        return rest.end() if rest else offset


def _data(text: str) -> Any:
    """What a file says, every scalar as its text."""
    try:
        return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise Unwritable("it would be no YAML any more") from error


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data

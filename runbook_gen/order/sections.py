"""The lines of a YAML list, item by item: each with the comments that stand above it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")  # as YAML counts them


class Item(NamedTuple):
    """An item of a list: its node, and its lines from `start` up to `end`, counted from 0.

    `column` is that of its dash.
    """

    node: Any
    start: int
    end: int
    lines: Sequence[str]
    column: int


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends."""
    return LINE.findall(text)


def section(node: Any, lines: Sequence[str]) -> tuple[int, int]:
    """The lines of a list that is written in block style: from its first item's comments on."""
    found = [*items(node, lines)]
    return found[0].start, found[-1].end


def items(node: Any, lines: Sequence[str]) -> Iterator[Item]:
    """The items of such a list. What stands between two of them belongs to the latter."""
    column = node.start_mark.column
    start = _first(node.start_mark.line, column, lines)
    for each in node.value:
        end = _last(each, lines) + 1
        while end < len(lines) and _is_comment(lines[end]) and _indent(lines[end]) > column:
            end += 1
        yield Item(each, start, end, lines[start:end], column)
        start = end


def _first(line: int, column: int, lines: Sequence[str]) -> int:
    """Where the comments above a line begin."""
    while line and _is_comment(lines[line - 1]) and _indent(lines[line - 1]) >= column:
        line -= 1
    return line


def _last(node: Any, lines: Sequence[str]) -> int:
    """The last line of a node; comments and blank lines below it do not count."""
    while not isinstance(node, yaml.ScalarNode) and node.value and not node.flow_style:
        inner = node.value[-1]
        node = inner[1] if isinstance(inner, tuple) else inner
    line = int(node.end_mark.line)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        line -= bool(node.end_mark.column == 0) or line >= len(lines)
        while line > node.start_mark.line and not lines[line].strip():
            line -= 1
    return min(line, len(lines) - 1)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

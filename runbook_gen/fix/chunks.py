"""The lines of a block mapping, cut into its keys, each with the comments above it."""

import re

import yaml

from runbook_gen.fix.nodes import Edit, Known

LEAD = re.compile(r"[ \t]*(#.*)?\r?")
BLOCK = ("|", ">")


def chunks(text: str, mapping: Known, order: list[int]) -> Edit | None:
    """An edit that puts the keys into this order; None where a comment would lose its place."""
    lines = text.split("\n")
    column = mapping.node.start_mark.column
    firsts = [key.start_mark.line for key, _ in mapping.node.value]
    before = [
        lines[line][: key.start_mark.column]
        for line, (key, _) in zip(firsts, mapping.node.value, strict=True)
    ]
    if any(said.strip() for said in before[1:]) or before[0].strip(" -"):
        return None
    in_list = bool(before[0].strip())
    if column and not in_list and firsts[0] and lines[firsts[0] - 1].lstrip().startswith("#"):
        return None  # whose it is, nobody can tell
    begins = [firsts[0], *(_lead(lines, line, column, firsts[0]) for line in firsts[1:])]
    ends = [*begins[1:], _end(lines, mapping.node, column)]
    cut = [lines[a:b] for a, b in zip(begins, ends, strict=True)]
    cut[0][0] = " " * column + cut[0][0][column:]
    moved = [cut[position] for position in order]
    while not moved[0][0].strip():
        moved[0] = moved[0][1:]
    if in_list and moved[0][0].lstrip().startswith("#"):
        return None
    said = "\n".join(line for chunk in moved for line in chunk)
    starts = _starts(lines)
    start, end = starts[begins[0]] + column, starts[ends[-1]] - 1
    return Edit(start, end, said[column:])


def _lead(lines: list[str], line: int, column: int, least: int) -> int:
    """Where the comments and blank lines begin that belong to the key at `line`."""
    while line - 1 > least and LEAD.fullmatch(above := lines[line - 1]):
        if above.strip() and len(above) - len(above.lstrip()) != column:
            break
        line -= 1
    return line


def _end(lines: list[str], node: yaml.MappingNode, column: int) -> int:
    """The line behind the mapping's last value and the comments in it."""
    line = min(_last(node), len(lines))
    while not lines[line - 1].strip():
        line -= 1
    while line < len(lines) and re.match(rf" {{{column + 1},}}#", lines[line]):
        line += 1
    return line


def _last(node: yaml.Node) -> int:
    """The line behind the last one of a node; libyaml counts the blank lines after a block, too."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        item = node.value[-1]
        return _last(item[1] if isinstance(item, tuple) else item)
    end = node.end_mark
    ended = isinstance(node, yaml.ScalarNode) and node.style in BLOCK and not end.column
    return int(end.line if ended else end.line + 1)


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts

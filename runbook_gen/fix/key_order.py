"""Keys stand in the order of the schema, so that each file reads like the others.

A comment moves with the key below it. A mapping is left alone where a key is unknown or stands
twice, or where a comment would lose its place.
"""

from collections.abc import Iterator
from itertools import pairwise

import yaml

from runbook_gen.fix.chunks import chunks
from runbook_gen.fix.nodes import Edit, Known, edited, mappings, offset
from runbook_gen.fix.subject import Subject

TITLE = "order of keys"
MOST_ROUNDS = 40  # of which each puts one level right; no file of the dialect is deeper


def fixed(text: str, of: Subject) -> str:
    """The text with the keys of each mapping in order."""
    for _ in range(MOST_ROUNDS):
        edits = list(_outermost(text, mappings(text, of.model)))
        if not edits:
            break
        text = edited(text, edits)
    return text


def _outermost(text: str, known: Iterator[Known]) -> Iterator[Edit]:
    """An edit for each mapping in disorder that lies in no other such mapping."""
    done = -1
    for mapping in known:
        if offset(mapping.node.start_mark) >= done and (order := _order(mapping)):
            flow = mapping.node.flow_style
            edit = _of_line(text, mapping.node, order) if flow else chunks(text, mapping, order)
            if edit and edit.text != text[edit.start : edit.end]:
                done = edit.end
                yield edit


def _order(mapping: Known) -> list[int]:
    """The positions of the pairs, in order; none where they are, or where nobody can tell."""
    keys = [str(key.value) for key, _ in mapping.node.value]
    known = {name: rank for rank, name in enumerate(mapping.shape.keys)}
    if len(set(keys)) < len(keys) or not known.keys() >= set(keys):
        return []
    order = sorted(range(len(keys)), key=lambda position: known[keys[position]])
    return order if order != sorted(order) else []


def _of_line(text: str, node: yaml.MappingNode, order: list[int]) -> Edit | None:
    """A mapping in braces: what stands between its pairs stays there."""
    spans = [(offset(key.start_mark), offset(value.end_mark)) for key, value in node.value]
    start, end = spans[0][0], spans[-1][1]
    if "\n" in text[start:end] or any(
        offset(v.start_mark) == offset(v.end_mark) for _, v in node.value
    ):
        return None
    between = [text[a[1] : b[0]] for a, b in pairwise(spans)]
    said = [text[spans[position][0] : spans[position][1]] for position in order]
    return Edit(start, end, "".join(s + b for s, b in zip(said, [*between, ""], strict=True)))

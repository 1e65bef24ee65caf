"""The nodes of a file, each with what its model says of it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import yaml

from runbook_gen.model.keys import Shape, shape
from runbook_gen.model.record import Record


class Known(NamedTuple):
    """A mapping of a file, and its shape."""

    node: yaml.MappingNode
    shape: Shape


class Edit(NamedTuple):
    """A part of the text, by its offsets, and what shall stand there."""

    start: int
    end: int
    text: str


def mappings(text: str, model: type[Record]) -> Iterator[Known]:
    """Every mapping of which the model names the keys, outer ones first."""
    root = yaml.compose(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    if root is not None:
        yield from _below(root, shape(model))


def _below(node: yaml.Node, known: Shape) -> Iterator[Known]:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _below(item, known.below(index))
    elif isinstance(node, yaml.MappingNode):
        if known.tag:
            known = known.below(value(node, known.tag))
        if known.keys:
            yield Known(node, known)
        for key, inner in node.value:
            yield from _below(inner, known.below(str(key.value)))


def value(node: yaml.MappingNode, name: str) -> str:
    """The text under a key; nothing where there is none."""
    found = (v.value for k, v in node.value if k.value == name and isinstance(v, yaml.ScalarNode))
    return str(next(found, ""))


def offset(mark: Any) -> int:
    """Where a mark stands in the text, in characters."""
    return int(mark.index)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with each edit made; they do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text

"""Vocabularies on the disk: ours, and a user's own in the same shape."""

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from runbook_gen.cli import documents
from runbook_gen.cli.command import CannotRun
from runbook_gen.load.dialect import Reader

EACH_LISTS = frozenset({"fields", "severities", "statuses"})
"""What holds a list of words under each of its names; the names are ours."""


def packaged(name: str) -> dict[str, Any]:
    """A file of words that comes with us."""
    file = resources.files("runbook_gen.ingest") / "words" / f"{name}.yaml"
    return dict(Reader(file.read_text("utf-8")).data)


def words(path: Path) -> dict[str, Any]:
    """A user's vocabulary.

    Raises:
        CannotRun: there is none, or it has not the shape of ours.
    """
    if not path.is_file():
        raise CannotRun(f"{path}: there is no such file.")
    text = documents.text(path)
    reader = Reader(text)
    for problem in reader.problems:
        place = f"{path}:{problem.line}:{problem.column}"
        raise CannotRun(f"{place}: {problem.message}. {problem.remedy}")
    told = reader.data
    for name, fault in _faults(told, packaged("en")):
        found = re.search(rf"(?m)^[ ]*['\"]?{re.escape(name)}['\"]?[ ]*:", text)
        line = text.count("\n", 0, found.start()) + 1 if found and name else 1
        raise CannotRun(f"{path}:{line}: {fault}")
    return dict(told or {})


def _faults(told: Any, ours: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong, each with the name under which it stands."""
    if not isinstance(told, Mapping):
        if told:
            yield "", f"a vocabulary holds words under these names: {', '.join(ours)}."
        return
    for name, value in told.items():
        if name not in ours:
            yield str(name), f"'{name}' is unknown. Known are: {', '.join(ours)}."
        elif name in EACH_LISTS:
            yield from _named_lists(name, value, ours[name])
        elif isinstance(ours[name], list):
            yield from [] if _is_list(value) else [(name, f"'{name}' must be a list of words.")]
        elif not isinstance(value, Mapping):
            yield name, f"'{name}' must map words to what they stand for."


def _named_lists(name: str, value: Any, ours: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        yield name, f"'{name}' must hold lists of words under: {', '.join(ours)}."
        return
    for inner, listed in value.items():
        if inner not in ours:
            yield str(inner), f"'{inner}' is none of the {name}. Known are: {', '.join(ours)}."
        elif not _is_list(listed):
            yield inner, f"'{inner}' must be a list of words."


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)

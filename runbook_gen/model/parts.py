"""The parts of a record: every model in it, and every string, with the way to each."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from runbook_gen.model.place import KEY, Path
from runbook_gen.model.text import Text

Parts = list[tuple[Path, BaseModel]]


def parts(record: BaseModel) -> Parts:
    """A record in file order: itself, and every model below it, each with its path.

    Keys are spelled as in the file, so `for_` comes out as `for`.
    """
    found: Parts = []
    _gather(record, (), found)
    return found


def _gather(record: BaseModel, path: Path, into: Parts) -> None:
    # Classes are asked, not values: pydantic's `isinstance` takes its time.
    into.append((path, record))
    if type(record) is Text:
        return
    keys = _keys(type(record))
    for name, value in record.__dict__.items():
        if type(value) is tuple:
            for index, item in enumerate(value):
                if issubclass(type(item), BaseModel):
                    _gather(item, (*path, keys[name], index), into)
        elif issubclass(type(value), BaseModel):
            _gather(value, (*path, keys[name]), into)


def strings(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every string below a value, keys that an author chose included, each with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from strings(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key, KEY), key
            yield from strings(item, (*path, key))
    elif isinstance(value, Text):
        yield from strings(value.root, path)
    elif isinstance(value, BaseModel):
        keys = _keys(type(value))
        for name, item in value.__dict__.items():
            yield from strings(item, (*path, keys[name]))


@cache
def _keys(model: type[BaseModel]) -> dict[str, str]:
    return {name: field.alias or name for name, field in model.model_fields.items()}

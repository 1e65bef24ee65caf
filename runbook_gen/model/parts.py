"""The parts of a record: every value of one kind in it, with the way to each."""

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel

from runbook_gen.model.place import Path

T = TypeVar("T", bound=BaseModel)


def parts(value: object, kind: type[T], path: Path = ()) -> Iterator[tuple[Path, T]]:
    """Walk `value` in file order and yield each part of type `kind` with its path.

    Keys are spelled as in the file, so `for_` comes out as `for`.
    """
    if isinstance(value, kind):
        yield path, value
    elif isinstance(value, BaseModel):
        fields = type(value).model_fields
        for name, inner in value.__dict__.items():
            if not isinstance(inner, str):
                yield from parts(inner, kind, (*path, fields[name].alias or name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from parts(inner, kind, (*path, index))

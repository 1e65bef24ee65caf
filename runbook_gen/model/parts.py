"""The parts of a record: every model in it, with the way to each."""

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from runbook_gen.model.place import Path
from runbook_gen.model.text import Text


def parts(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Walk a record in file order: itself, and every model below it, each with its path.

    Keys are spelled as in the file, so `for_` comes out as `for`.
    """
    yield path, record
    if isinstance(record, Text):
        return
    keys = _keys(type(record))
    for name, value in record.__dict__.items():
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from parts(item, (*path, keys[name], index))
        elif isinstance(value, BaseModel):
            yield from parts(value, (*path, keys[name]))


@cache
def _keys(model: type[BaseModel]) -> dict[str, str]:
    return {name: field.alias or name for name, field in model.model_fields.items()}

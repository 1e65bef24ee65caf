"""CEL as an API server checks it: more strictly than the engine that runs it here.

Two things only an API server minds: a variable has the type of its own expression, and the values
of a list or map that is written down have one type. A policy that mixes them is not installed.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from runbook_gen.engine.cel import BadExpression, Engine
from runbook_gen.model.reason import Reason

DYN: tuple[Any, ...] = ("dyn",)
LIST, MAP, TYPE, ABSTRACT = 6, 7, 11, 14  # what kind of type it is, in cel.expr.Type
UNKNOWN = (1, 10, 12)  # dyn, a type's parameter, an error: all may be anything
INSIDE = {5: (1,), 6: (1, 3), 7: (1,), 8: (2,), 9: (2, 4, 5, 6, 7)}  # expressions in cel.expr.Expr


def refused(variables: Mapping[str, str], exprs: Iterable[str]) -> str:
    """Why no API server would compile these variables or expressions; empty where it would."""
    from cel_expr_python import cel

    types: dict[str, Any] = {"object": cel.Type.Map(cel.Type.STRING, cel.Type.DYN)}
    try:
        for name, expr in variables.items():
            types[f"variables.{name}"] = _checked(Engine(types=types), expr)
        engine = Engine(types=types)
        for expr in exprs:
            _checked(engine, expr)
    except BadExpression as error:
        return error.reason
    return ""


def _checked(engine: Engine, expr: str) -> Any:
    """The type of an expression."""
    compiled = engine.compile(expr)
    if _mixed(compiled.serialized):
        raise BadExpression(
            Reason("a list or map mixes values of several types; put dyn() around them")
        )
    return compiled.type


def _mixed(serialized: bytes) -> bool:
    """Whether a list or map of a checked expression holds values of types that do not agree."""
    expr = b""
    types: dict[int, tuple[Any, ...]] = {}
    for number, value in _fields(dict(_fields(serialized))[2]):
        if number == 3:
            entry = dict(_fields(value))
            types[entry[1]] = _type(entry[2])
        elif number == 4:
            expr = value
    return any(_disagree([types.get(i, DYN) for i in group]) for group in _groups(expr))


def _disagree(types: list[tuple[Any, ...]]) -> bool:
    so_far = types[0] if types else DYN
    for each in types:
        if not _agree(so_far, each):
            return True
        so_far = DYN if DYN in (so_far, each) else so_far
    return False


def _agree(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    if DYN in (one, other) or one == other:
        return True
    if one[0] != other[0] or one[0] not in (LIST, MAP, TYPE, ABSTRACT):
        return False
    return one[0] in (TYPE, ABSTRACT) or all(map(_agree, one[1:], other[1:]))


def _type(data: bytes) -> tuple[Any, ...]:
    for number, value in _fields(data):
        if number in UNKNOWN:
            return DYN
        if number in (LIST, MAP):
            return (number, *(_type(part) for _, part in _fields(value)))
        return (number, value)
    return DYN


def _groups(expr: bytes) -> Iterator[list[int]]:
    """The numbers of expressions that must agree: elements of lists, keys of maps, their values."""
    for number, value in _fields(expr):
        if number not in INSIDE:
            continue
        parts = [part for inner, part in _fields(value) if inner in INSIDE[number]]
        if number == 8:  # a map: of each entry the key (3) and the value (4)
            entries = [dict(_fields(part)) for part in parts]
            for side in (3, 4):
                yield [dict(_fields(entry[side]))[2] for entry in entries if side in entry]
            parts = [entry[side] for entry in entries for side in (3, 4) if side in entry]
        elif number == 7:
            yield [dict(_fields(part))[2] for part in parts]
        for part in parts:
            yield from _groups(part)


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of a message in protobuf's wire format, by number."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        size, at = _varint(data, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at)
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while data[at] & 128:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
    return value | data[at] << shift, at + 1

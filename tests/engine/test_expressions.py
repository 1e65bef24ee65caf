"""CEL: what rules may say, and what becomes of what they say wrongly."""

from typing import Any

import pytest

from runbook_gen.engine.cel import (
    BadExpression,
    CannotJudge,
    Engine,
    Functions,
    compile_error,
)


def value(expr: str, thing: Any = None, functions: Functions | None = None) -> Any:
    engine = Engine(functions)
    facts = engine.facts({"object": thing, "path": "a.yaml", "variables": {}})
    return engine.compile(expr).on(facts)


@pytest.mark.parametrize(
    ("expr", "thing", "result"),
    [
        ("object.a", {"a": 1}, 1),
        ("object.a == 1", {"a": 1.0}, True),
        ("object.a > 9223372036854775807", {"a": 2**64 - 1}, True),
        ("object.?a.?b.orValue('none')", {"a": {}}, "none"),
        ("has(object.a) && object.a == null", {"a": None}, True),
        ("object.all(k, k.startsWith('a'))", {"a": 1, "ab": 2}, True),
        ("object.a.filter(x, x > 1)", {"a": [1, 2, 3]}, [2, 3]),
        ("'a,b'.split(',').join('-')", {}, "a-b"),
        ("'x'.lowerAscii() + '%s'.format(['y'])", {}, "xy"),
        ("object.a.matches('^(a+)+$')", {"a": "a" * 100_000 + "b"}, False),  # RE2 does not explode
        ("size(object.a)", {"a": "가😀"}, 2),
        ("path", {}, "a.yaml"),
    ],
)
def test_what_kubernetes_knows_is_known(expr: str, thing: Any, result: Any) -> None:
    assert value(expr, thing) == result


@pytest.mark.parametrize(
    ("expr", "line", "column"),
    [
        ("", 1, 1),
        ("true &&", 1, 8),
        ("true\n  && foo", 2, 6),
        ("exists(1)", 1, 7),
        ("'a", 1, 1),
        ("(" * 5000 + "1" + ")" * 5000, 1, 1),
        ("1" + "+1" * 3000, None, None),
        ("1" * 5000, 1, 1),
        ("\x00", None, None),
    ],
    ids=lambda part: str(part)[:12],
)
def test_what_is_no_cel_says_where(expr: str, line: int | None, column: int | None) -> None:
    error = compile_error(expr)
    assert isinstance(error, BadExpression)
    assert str(error)
    assert line is None or (error.line, error.column) == (line, column)


@pytest.mark.parametrize(
    ("expr", "thing", "reason"),
    [
        ("object.b", {"a": 1}, "Key not found"),
        ("object.a.b", {"a": "x"}, "non-message"),
        ("object.a.all(x, x > 1)", {"a": ["x"]}, "No matching overloads"),
        ("1 / 0", {}, "divide by zero"),
        ("object.a.matches('(?=x)')", {"a": "x"}, "invalid regular expression"),
        ("object.a", {"a": 2**64}, "out of range"),
        ("object.a", {"a": "\ud800"}, "null"),
        ("optional.none()", {}, "Unable to convert"),
        ("[1, optional.of(1)]", {}, "plain_value"),
        ("object.all(a, object.all(b, object.all(c, a + b + c >= 0)))", list(range(500)), "budget"),
        ("object.map(a, object.map(b, b)).size()", list(range(500)), "budget"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_what_cannot_be_judged_says_why_and_ends_soon(expr: str, thing: Any, reason: str) -> None:
    with pytest.raises(CannotJudge, match=reason):
        value(expr, thing)


def test_a_function_of_ours_that_fails_is_no_crash() -> None:
    def fail(*_: Any) -> Any:
        raise ZeroDivisionError("by design")

    with pytest.raises(CannotJudge, match="by design"):
        value("exists('a')", {}, {"exists": fail})


@pytest.mark.parametrize("given", ["{'a': 1}", "[1]", "'a'", "1", "1.5", "true", "null"])
def test_a_function_of_any_value_takes_each_kind(given: str) -> None:
    assert value(f"strings({given})", {}, {"strings": lambda v: [repr(type(v).__name__)]})

"""CEL: what Kubernetes accepts, and our own functions beside it."""

from pathlib import Path

import pytest

from runbook_gen.check import cel_syntax
from runbook_gen.engine.cel import (
    OWN,
    BadExpression,
    CannotJudge,
    Engine,
    compile_error,
    own_functions,
)
from runbook_gen.engine.reading import Reading
from runbook_gen.engine.surroundings import Surroundings
from runbook_gen.model.tree import MemoryTree


@pytest.mark.parametrize(
    "expr",
    [
        "cel.bind(a, 1, a)", "math.least(1, 2)", "[1].sort()", "object.all(i, v, true)",
        "object.a ==", "unknown(1)", "ip('10.0.0.1')", "lists.range(3)",
    ],
)  # fmt: skip
def test_what_kubernetes_lacks_is_refused(expr: str) -> None:
    assert compile_error(expr)


def test_an_error_says_where() -> None:
    error = compile_error("object.a == 1 &&\n  nowhere(2)")
    assert error
    assert (error.line, error.column) == (2, 10)


def test_portable_expressions_need_nothing_of_ours() -> None:
    assert (
        own_functions(["object.spec.?replicas.orValue(1) > 1", "'a,b'.split(',').size() == 2"])
        == ()
    )
    assert own_functions(["object.load", "has(object.files)"]) == ()
    assert own_functions(["isFile('a') && maps(object).size() > 0"]) == ("isFile", "maps")


def test_an_error_at_run_time_is_told() -> None:
    engine = Engine()
    with pytest.raises(CannotJudge, match="zz"):
        engine.compile("object.zz == 1").on(engine.facts({"object": {"a": 1}}))


def test_nulls_survive_a_long_run() -> None:
    """The engine gives away references to None; without care Python dies of it."""
    engine = Engine()
    expression, facts = engine.compile("[null, null, {'a': null}]"), engine.facts({"object": {}})
    for _ in range(20_000):
        assert expression.on(facts) == [None, None, {"a": None}]


def test_every_function_of_ours_is_answered_and_in_the_manual() -> None:
    surroundings = Surroundings(Reading(MemoryTree({})))
    for name in OWN:
        method = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
        assert callable(getattr(surroundings, method))
        assert f"\n{name}(" in (cel_syntax.__doc__ or "")


def test_paths_never_leave_the_tree() -> None:
    surroundings = Surroundings(Reading(MemoryTree({"a/b.yaml": "x: 1\n"})))
    assert surroundings.load("/a/b.yaml") == {"x": 1}
    assert surroundings.text("../../etc/passwd") == ""
    assert not surroundings.exists(str(Path("/").joinpath("..", "etc")))


def test_loops_are_cut_off() -> None:
    """Ten thousand steps are more than any file needs; what is nested deeper is no rule."""
    ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"
    expr = "1"
    for name in "abcde":
        expr = f"{ten}.map({name}, {expr})"
    engine = Engine()
    with pytest.raises(CannotJudge, match="budget"):
        engine.compile(expr).on(engine.facts({"object": {}, "path": "", "variables": {}}))
    with pytest.raises(BadExpression, match="recursion"):
        engine.compile("(" * 5000 + "1" + ")" * 5000)
    with pytest.raises(BadExpression, match="recursion"):
        engine.compile("1" + "+1" * 4900)

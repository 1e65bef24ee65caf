"""What only an API server's checker minds."""

import pytest

from runbook_gen.engine.checked import refused

MIXED = "a list or map mixes values of several types; put dyn() around them"


@pytest.mark.parametrize(
    "expr",
    [
        "['a', object.b, 'c'].exists(x, x == 'a')",
        "object.spec.containers.map(c, {'name': c.name, 'image': c.?image.orValue('')})",
        "{'a': ['b'], 'c': []}['a'].size() == 1",
        "[dyn(1), dyn('a')].size() == 2",
        "[{'a': 1}, {'b': 2}].map(m, m.size()) == [1, 1]",
        "[type(object), type('a')].size() == 2",
        "object.a ? [1, 2] : []",
        "1.5 < 2.5 && 'a' in {'a': true}",
        "object.?metadata.?labels.orValue({}).size() == 0",
        "[['a'], [object.b]][0].size() == 1",
    ],
)
def test_one_type_is_accepted(expr: str) -> None:
    assert refused({}, [expr]) == ""


@pytest.mark.parametrize(
    "expr",
    [
        "['a', 1].size() == 2",
        "{'a': 1, 'b': 'c'}.size() == 2",
        "{'a': 1, 2: 1}.size() == 2",
        "object.x.map(c, {'name': 'a', 'list': ['b']}).size() == 0",
        "[['a'], [1]].size() == 2",
        "size([object.a ? ['a', null] : []]) == 1",
        "object.a.exists(x, x in [1, 'a'])",
    ],
)
def test_mixed_values_are_refused(expr: str) -> None:
    assert refused({}, [expr]) == MIXED


def test_variables_have_the_types_of_their_expressions() -> None:
    variables = {"names": "['a', 'b']", "first": "variables.names[0]"}
    assert refused(variables, ["variables.first == 'a'"]) == ""
    assert "no matching overload" in refused(variables, ["variables.first == 1"])
    assert "undeclared reference" in refused(variables, ["variables.last == 'a'"])
    assert "undeclared reference to 'path'" in refused({}, ["path == 'a'"])
    assert refused({}, ["object.path == 'a' && ['b'].exists(path, path == 'b')"]) == ""
    assert refused({"bad": "[1, 'a']"}, []) == MIXED

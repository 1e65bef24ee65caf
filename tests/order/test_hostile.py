"""Whatever stands where something else should, the command goes on and says what it knows."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from order.repositories import HERE, SEED, folder, ordered

JUNK = st.sampled_from(
    [None, 7, -1.5, True, "", "x", "{{a}}", "../..", [], [None], [[]], {}, {"a": None}]
)
TREES = {
    path.relative_to(HERE).as_posix(): folder(path)
    for path in (SEED, *sorted((HERE / "cases").glob("*/*")))
}


def spoilt(value: Any, at: int, junk: Any) -> tuple[Any, int]:
    """A value with its `at`-th part, counted from the outside in, taken for junk."""
    if at == 0:
        return junk, -1
    at -= 1
    if isinstance(value, dict):
        result = {}
        for key, item in value.items():
            result[key], at = spoilt(item, at, junk) if at >= 0 else (item, at)
        return result, at
    if isinstance(value, list):
        items = []
        for item in value:
            new, at = spoilt(item, at, junk) if at >= 0 else (item, at)
            items.append(new)
        return items, at
    return value, at


@pytest.mark.parametrize("name", TREES)
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_nothing_that_is_odd_stops_it(name: str, data: st.DataObject) -> None:
    tree = TREES[name]
    files = {path: tree.text(path) or "" for path in tree.paths()}
    path = data.draw(st.sampled_from([p for p in files if p.endswith(".yaml")]))
    try:
        documents = list(yaml.safe_load_all(files[path]))
    except yaml.YAMLError:
        return
    document = data.draw(st.integers(0, len(documents) - 1))
    at, junk = data.draw(st.integers(0, 30)), data.draw(JUNK)
    documents[document], _ = spoilt(documents[document], at, junk)
    ordered({**files, path: yaml.safe_dump_all(documents)})

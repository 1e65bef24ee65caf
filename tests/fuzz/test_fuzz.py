"""A little of the fuzzing, in every run of the tests; `make fuzz` does it for as long as told."""

import pytest
from fuzz.edits import edited
from fuzz.targets import HERE, TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_breaks(target: str, data: st.DataObject) -> None:
    TARGETS[target](data.draw(edited(target)))


KEPT = sorted(p for p in (HERE / "corpus").glob("*/*") if p.is_file())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_broke_once_does_not_again(path) -> None:  # type: ignore[no-untyped-def]
    TARGETS[path.parent.name](path.read_text("utf-8", errors="surrogatepass"))

"""The same work for several things at once."""

import os
from pathlib import Path

import pytest

from runbook_gen.cli import parallel


@pytest.fixture(params=[1, 2, 8])
def processors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many processors there seem to be."""
    monkeypatch.setattr(parallel, "_processors", lambda: request.param)
    return int(request.param)


@pytest.mark.usefixtures("processors")
@pytest.mark.parametrize("things", [[], ["ko"], ["ko", "en", "ja"]])
def test_results_come_in_order(things: list[str]) -> None:
    assert parallel.each(lambda thing: thing * 2, things) == [thing * 2 for thing in things]


@pytest.mark.usefixtures("processors")
def test_what_the_work_raises_is_raised() -> None:
    def work(thing: str) -> str:
        raise LookupError(f"no words for {thing}")

    with pytest.raises(LookupError, match="no words for ko"):
        parallel.each(work, ["ko", "en"])


def test_the_work_is_done_elsewhere_where_there_are_processors(
    processors: int, tmp_path: Path
) -> None:
    def work(name: str) -> int:
        (tmp_path / name).touch()
        return os.getpid()

    elsewhere = os.getpid() not in parallel.each(work, ["ko", "en"])
    assert elsewhere is (processors > 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en", "ko"]


@pytest.mark.usefixtures("processors")
def test_what_comes_of_work_done_meanwhile_is_given(tmp_path: Path) -> None:
    def work() -> str:
        (tmp_path / "file").touch()
        return "done"

    with parallel.meanwhile(work) as result:
        assert result() == "done"
    (tmp_path / "file").unlink()
    with parallel.meanwhile(work):
        pass
    assert (tmp_path / "file").exists()
    with pytest.raises(LookupError, match="no words"), parallel.meanwhile(_fail):
        pass


def _fail() -> None:
    raise LookupError("no words")

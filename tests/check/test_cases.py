"""Every case of every check.

All checks run on every case, so a bad one shows that its check alone objects, and a good one that
none does.
"""

from pathlib import Path

import pytest
from check.case import CASES, FOLDER, found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case: Path) -> None:
    """A good case is silent; a bad one shows its own check's findings and no others."""
    lines = found(case)
    if case.name.partition("-")[0] == "good":
        assert lines == []
        return
    expected = (case / "expected.txt").read_text("utf-8").splitlines()
    assert lines == expected
    assert {line.split(": ")[2] for line in lines} == {case.parent.name}


def test_the_sound_collection_is_sound() -> None:
    """Nothing is wrong with the collection that every case starts from."""
    assert found(FOLDER / "sound") == []

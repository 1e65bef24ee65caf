"""The digests of a collection's files, worked out by one process or by two."""

from pathlib import Path

import pytest

from runbook_gen.cli import digests, listing, verdict


@pytest.fixture(params=[1, 10_000])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many files are too many for one process."""
    monkeypatch.setattr(digests, "MANY", request.param)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1}, raising=False)


@pytest.mark.usefixtures("many")
def test_each_file_has_the_digest_of_its_bytes(project: Path) -> None:
    (project / "incidents" / "large.yaml").write_bytes(b"a" * 3_000_000)
    files = listing.files(str(project / "incidents"))
    expected = [(name, verdict.digest(data)) for name, data in files.contents()]
    assert len(expected) == 5
    assert list(digests.digests(files)) == expected


@pytest.mark.usefixtures("many")
def test_a_file_that_went_away_is_told(project: Path) -> None:
    files = listing.files(str(project / "incidents"))
    (project / "incidents" / "dns-down.yaml").unlink()
    with pytest.raises(FileNotFoundError):
        list(digests.digests(files))

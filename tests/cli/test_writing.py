"""Writing: whole or not at all."""

import os
from pathlib import Path

import pytest

from runbook_gen.cli import writing
from runbook_gen.cli.stage import staged
from runbook_gen.model.artifact import Artifact


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page.md"
    writing.write_text(file, "old")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        writing.write_text(file, "new")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_line_ends_and_korean_are_the_same_everywhere(tmp_path: Path) -> None:
    paths, changed = writing.write(tmp_path, [Artifact("a/b.md", "가\n나\n")])
    assert changed == 1
    assert paths[0].read_bytes() == "가\n나\n".encode()


def test_a_site_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    with staged(site) as stage, pytest.raises(FileNotFoundError):
        stage.put()  # of what was never built
    assert (site / "index.html").read_text() == "old"


@pytest.mark.parametrize("before", ["theirs", "ours"])
def test_what_another_put_in_its_place_gives_way_and_the_old_site_stays(
    tmp_path: Path, before: str
) -> None:
    """As where a page's author keeps a file of the name of one that we make."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "feed.xml").write_text(before, "utf-8")
    with staged(site) as stage:
        stage.new.mkdir()
        os.link(site / "feed.xml", stage.new / "feed.xml")
        stage.write([Artifact("feed.xml", "ours")])
        assert (site / "feed.xml").read_text("utf-8") == before
        stage.put()
    assert (site / "feed.xml").read_text("utf-8") == "ours"

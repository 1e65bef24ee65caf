"""What was rendered before is never taken for what would be rendered now."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.edits import added, numbers, replaced
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sources import SOUND

from runbook_gen.cli import rendered
from runbook_gen.cli.main import main
from runbook_gen.cli.project import Project
from runbook_gen.cli.rendered import FILE

MANY = settings().max_examples // 20


def taken_away(project: Path) -> None:
    for file in sorted((project / "incidents").glob("more-*"))[:1]:
        file.unlink()


def page_changed(project: Path) -> None:
    page = project / "docs" / "ko" / "index.md"
    about = page.stat()
    page.write_bytes(page.read_bytes()[::-1])  # as long as before, and as old
    os.utime(page, ns=(about.st_atime_ns, about.st_mtime_ns))


def page_removed(project: Path) -> None:
    (project / "docs" / "en" / "card.md").unlink(missing_ok=True)


def language_removed(project: Path) -> None:
    shutil.rmtree(project / "docs" / "en", ignore_errors=True)


def page_by_hand(project: Path) -> None:
    folder = project / "docs" / "en"
    if folder.exists():
        (folder / f"by-hand-{next(numbers)}.md").write_text("mine")


def memory_broken(project: Path) -> None:
    (project / FILE).write_text("{")


def memory_of_another(project: Path) -> None:
    kept = json.loads((project / FILE).read_text())
    (project / FILE).write_text(json.dumps(kept | {"key": "0" * 64}))


EDITS: list[Callable[[Path], None]] = [
    replaced("incidents/dns-down.yaml", "title: {ko: "),
    replaced("incidents/dns-down.yaml", "en: Lookups "),
    replaced("incidents/api-slow.yaml", "title: {ko: "),
    replaced("incidents/cluster.yaml", "title: {ko: "),
    replaced("incidents/collection.yaml", "title: {ko: "),
    added,
    taken_away,
    page_changed,
    page_removed,
    language_removed,
    page_by_hand,
    memory_broken,
    memory_of_another,
    lambda _: None,
]


def pages(folder: Path) -> dict[str, bytes]:
    """What was rendered below a folder; what was put there by hand is not."""
    files = (path for path in folder.rglob("*") if path.is_file())
    told = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in told.items() if "by-hand" not in name}


@settings(max_examples=MANY, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.lists(st.sampled_from(EDITS), max_size=3), min_size=1, max_size=4))
def test_what_is_remembered_is_what_would_be_made(
    rounds: list[list[Callable[[Path], None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(SOUND, project / "incidents")
        render = ["render", "--collection", str(project / "incidents")]
        assert main(render) == 0
        for edits in rounds:
            for edit in edits:
                edit(project)
            assert main(render) == 0
            clean = project / "clean"
            assert main([*render, "--no-cache", "--out", str(clean)]) == 0
            assert pages(project / "docs") == pages(clean)
            shutil.rmtree(clean)


def test_where_nothing_changed_nothing_is_loaded_or_touched(
    project: Path, runbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = runbook("render", "--out", "pages")
    before = {path: path.stat() for path in (project / "pages").rglob("*")}
    monkeypatch.setattr(Project, "load", lambda *_: pytest.fail("it was loaded"))
    again = runbook("render", "--out", "pages")
    assert again.out.split(",")[0] == first.out.split(",")[0]
    assert again.out.endswith(", 0 changed.\n")
    after = {path: path.stat() for path in (project / "pages").rglob("*")}
    assert [(s.st_mtime_ns, s.st_ino) for s in after.values()] == [
        (s.st_mtime_ns, s.st_ino) for s in before.values()
    ]


def test_what_somebody_else_writes_meanwhile_is_made_anew(
    project: Path, runbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = rendered.write

    def meddled(folder: Path, *rest: object) -> rendered.Written:
        written = write(folder, *rest)  # type: ignore[arg-type]
        (folder / "index.md").write_text("not ours")
        return written

    with monkeypatch.context() as patch:
        patch.setattr(rendered, "write", meddled)
        runbook("render")
    runbook("render")
    assert "not ours" not in (project / "docs" / "ko" / "index.md").read_text("utf-8")


def test_what_was_said_of_languages_is_said_again(project: Path, runbook: Run) -> None:
    for file in (project / "incidents").glob("*.yaml"):
        text = file.read_text("utf-8").replace("[ko, en]", "[ko, en, ja]")
        file.write_text(text, "utf-8")
    first, again = runbook("render"), runbook("render")
    assert "English in: ja" in first.err
    assert again.err == first.err


def test_a_link_is_refused_each_time(project: Path, runbook: Run) -> None:
    runbook("render")
    (project / "docs" / "ko" / "incidents").rename(project / "elsewhere")
    (project / "docs" / "ko" / "incidents").symlink_to(project / "elsewhere")
    assert runbook("render").code == 2
    assert runbook("render").code == 2

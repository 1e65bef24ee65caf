"""After any edit, the site is what a clean build makes; what is the same stays the same file."""

import shutil
import tempfile
from pathlib import Path

from cli.edits import Edit, added, numbers, replaced
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sources import ROOT, SOUND

from runbook_gen.cli.main import main

FEW = max(1, settings().max_examples // 50)  # each takes half a minute of builds


def superseding(project: Path) -> None:
    """An incident's address leads elsewhere from now on, as pages that link to it must know."""
    old = project / "incidents" / "api-slow.yaml"
    text = old.read_text("utf-8")
    head = text.partition("related:")[0].replace("id: api-slow", "id: api-slower")
    new = f"{head}related:\n  - {{id: api-slow, as: supersedes}}\n"
    old.with_name("api-slower.yaml").write_text(new, "utf-8")
    old.write_text(text.replace("status: open", "status: superseded"), "utf-8")


def taken_away(project: Path) -> None:
    for file in sorted((project / "incidents").glob("more-*"))[:1]:
        file.unlink()


def page_by_hand(project: Path) -> None:
    text = f"# Mine {next(numbers)}\n\n[An incident](incidents/dns-down.md#related)\n"
    (project / "docs" / "en" / "mine.md").write_text(text, "utf-8")


def page_changed(project: Path) -> None:
    page = project / "site" / "ko" / "incidents" / "dns-down.html"
    page.write_bytes(page.read_bytes()[::-1])


def site_removed(project: Path) -> None:
    shutil.rmtree(project / "site")


def memory_spoilt(project: Path) -> None:
    for file in (project / ".runbook").glob("*/*"):
        data = bytearray(file.read_bytes())
        data[len(data) // 2 :] = data[len(data) // 2 :][::-1]
        file.write_bytes(data)


def memory_replaced(project: Path) -> None:
    for file in (project / ".runbook").glob("*/*"):
        file.write_text("{}")


EDITS: list[Edit] = [
    replaced("incidents/dns-down.yaml", "title: {ko: "),
    replaced("incidents/dns-down.yaml", "en: Lookups "),
    replaced("incidents/api-slow.yaml", "title: {ko: "),
    replaced("incidents/cluster.yaml", "title: {ko: "),
    replaced("incidents/collection.yaml", "title: {ko: "),
    replaced("mkdocs.yml", "paste: "),
    added,
    superseding,
    taken_away,
    page_by_hand,
    page_changed,
    site_removed,
    memory_spoilt,
    memory_replaced,
]


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def build(project: Path, *options: str) -> int:
    return main(["build", "--collection", str(project / "incidents"), *options])


def begun(folder: Path) -> Path:
    project = folder / "project"
    shutil.copytree(SOUND, project / "incidents")
    shutil.copy(ROOT / "mkdocs.yml", project)
    assert build(project) == 0
    return project


def is_as_clean(project: Path) -> None:
    """Build it; and once more from nothing."""
    clean = project.with_name("clean")
    shutil.copytree(project, clean, ignore=shutil.ignore_patterns(".runbook", "site", "dist"))
    assert build(project) == build(clean, "--no-cache") == 0
    for made in ("docs", "site", "dist"):
        assert contents(project / made) == contents(clean / made)
    shutil.rmtree(clean)


@settings(max_examples=FEW, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(st.lists(st.lists(st.sampled_from(EDITS), max_size=3), min_size=1, max_size=3))
def test_a_site_after_edits_is_a_clean_one(rounds: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = begun(Path(folder))
        for edits in rounds:
            for edit in dict.fromkeys(edits):
                if (project / "site").exists():
                    edit(project)
            is_as_clean(project)


def test_every_edit_in_turn(tmp_path: Path) -> None:
    project = begun(tmp_path)
    for edit in EDITS:
        edit(project)
        is_as_clean(project)


def test_what_is_the_same_stays_the_same_file(tmp_path: Path) -> None:
    project = begun(tmp_path)

    def times() -> dict[str, tuple[int, int]]:
        made = (path for name in ("docs", "site", "dist") for path in (project / name).rglob("*"))
        return {str(p): (p.stat().st_ino, p.stat().st_mtime_ns) for p in made if p.is_file()}

    before = times()
    assert build(project) == 0
    assert times() == before

    replaced("incidents/dns-down.yaml", "en: Lookups ")(project)
    assert build(project) == 0
    after = times()
    changed = {Path(name).name for name in before if after[name] != before[name]}
    assert {"dns-down.html", "dns-down.md", "dns-down.json", "search-index.js"} <= changed
    assert "api-slow.html" not in changed


def test_a_template_of_somebody_elses_is_not_remembered(tmp_path: Path) -> None:
    """It may show on a page whatever it likes."""
    project = begun(tmp_path)
    theirs = project / "theirs"
    shutil.copytree(ROOT / "runbook_gen" / "render" / "theme", theirs)
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    ours = "custom_dir: !ENV [RUNBOOK_THEME, runbook_gen/render/theme]"
    assert ours in text
    config.write_text(text.replace(ours, f"custom_dir: {theirs}"), "utf-8")
    is_as_clean(project)
    with (theirs / "partials" / "machines.html").open("a") as file:
        file.write('<meta name="pages" content="{{ pages | length }}">\n')
    is_as_clean(project)
    added(project)
    is_as_clean(project)

"""The page of an edited incident, shown at once, is the one that the whole build makes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.edits import Edit, added, replaced
from cli.test_republish import begun, build, contents, is_as_clean, superseding

from runbook_gen.cli import project, serve
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.resident import AT_ONCE, Resident
from runbook_gen.cli.saves import saves

FILE = "incidents/dns-down.yaml"
EDITS = [replaced(FILE, "title: {ko: "), replaced(FILE, "en: Lookups "), replaced(FILE, "ko: ")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begun(tmp_path_factory.mktemp("resident"))


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def resident(copy: Path) -> Iterator[Resident]:
    held = held_of(copy)
    yield held
    held.close()


def held_of(folder: Path) -> Resident:
    return Resident(project.Project(folder / "incidents"), folder / "site")


def test_an_edit_is_shown_as_the_whole_build_shows_it(copy: Path, resident: Resident) -> None:
    before = contents(copy)
    for edit in EDITS:
        was = contents(resident.over)
        edit(copy)
        assert resident.show([copy / FILE])
        over = contents(resident.over)
        assert over.keys() == {f"{code}/incidents/dns-down.html" for code in ("ko", "en")}
        assert over != was
    after = contents(copy)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {FILE}  # neither the site nor its Markdown
    is_as_clean(copy)
    whole = contents(copy / "site")
    assert all(whole[name] == over[name] for name in over)
    resident.built(sound=True)
    assert not resident.over.exists()


def test_an_edit_that_does_not_check_is_not_shown_and_the_next_one_is(
    copy: Path, resident: Resident
) -> None:
    sound = (copy / FILE).read_text("utf-8")
    for fault in (("severity: high", "severity: hihg"), ("id: dns-down", "id: dns-gone")):
        (copy / FILE).write_text(sound.replace(*fault), "utf-8")
        assert not resident.show([copy / FILE])
        assert not resident.is_sound
    assert not resident.over.exists()
    (copy / FILE).write_text(sound.replace("en: Lookups", "en: All lookups"), "utf-8")
    assert resident.show([copy / FILE])
    assert resident.is_sound
    assert "All lookups" in (resident.over / "en/incidents/dns-down.html").read_text("utf-8")


def test_what_is_wrong_with_the_whole_stays_told_until_it_is_built(
    copy: Path, resident: Resident
) -> None:
    """Each incident may be sound, and what they say of each other may not."""
    resident.built(sound=False)
    EDITS[0](copy)
    assert resident.show([copy / FILE])
    assert not resident.is_sound
    resident.built(sound=True)
    assert resident.is_sound


def test_an_edit_that_gives_a_page_another_name_is_left_to_the_whole_build(copy: Path) -> None:
    old = copy / "incidents" / "api-slow.yaml"
    sound = old.read_text("utf-8")
    superseding(copy)
    old.write_text(sound, "utf-8")
    assert build(copy, "--no-packs") == 0
    resident, docs = held_of(copy), contents(copy / "docs")
    old.write_text(sound.replace("status: open", "status: superseded"), "utf-8")
    with pytest.raises(CannotRun):
        resident.show([old])
    resident.close()
    assert contents(copy / "docs") == docs


@pytest.mark.parametrize(
    "edit",
    [added, replaced("incidents/cluster.yaml", "title: {ko: "), replaced("mkdocs.yml", "paste: ")],
)
def test_what_is_not_an_edit_of_an_incident_is_left_to_the_whole_build(
    edit: Edit, copy: Path, resident: Resident
) -> None:
    before = contents(copy)
    edit(copy)
    after = contents(copy)
    saved = [copy / name for name in after if after[name] != before.get(name)]
    with pytest.raises(CannotRun):
        resident.show(saved)
    assert contents(copy / "site") == {
        name.removeprefix("site/"): data for name, data in before.items() if name.startswith("site")
    }


def test_another_branch_is_left_to_the_whole_build(copy: Path, resident: Resident) -> None:
    with pytest.raises(CannotRun):
        resident.show([copy / FILE] * (AT_ONCE + 1))


def test_pages_that_others_make_things_on_are_left_to_the_whole_build(copy: Path) -> None:
    (copy / "mine.py").write_text("def on_page_content(html, **_):\n    return html\n", "utf-8")
    with (copy / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [mine.py]\n")
    with pytest.raises(CannotRun):
        held_of(copy)
    assert not [path for path in (copy / ".runbook").iterdir() if path.name.startswith(".pages")]


def test_a_build_without_packs_is_the_same_site_and_leaves_the_packs(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    EDITS[0](copy)
    packs = contents(copy / "dist")
    assert build(copy, "--no-packs") == 0
    assert "rules in" not in capsys.readouterr().out
    assert contents(copy / "dist") == packs
    site = contents(copy / "site")
    is_as_clean(copy)
    assert contents(copy / "site") == site
    assert contents(copy / "dist") != packs


class Stuck:
    """A build that is never done."""

    code = None

    def __init__(self, where: project.Project) -> None:
        pass

    def stop(self) -> None:
        pass

    def end(self) -> None:
        pass


class Told(list[bool]):
    """What a preview was told."""

    over: Path | None = None

    def advance(self, *, sound: bool) -> None:
        self.append(sound)


def test_a_save_is_shown_before_the_whole_build_is_done(
    copy: Path, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "Rebuild", Stuck)
    told = Told()
    site = serve._Site(project.Project(copy / "incidents"), copy / "site", told)  # type: ignore[arg-type]
    site._resident = resident
    page = resident.over / "en" / "incidents" / "dns-down.html"
    EDITS[1](copy)
    site.follow(frozenset([copy / FILE]))
    assert told == [True]
    assert page.is_file()
    site.follow(frozenset([copy / "mkdocs.yml"]))
    assert told == [True]
    assert site._resident is None


def test_what_an_editor_keeps_beside_a_file_is_no_save(copy: Path) -> None:
    heard = saves(project.Project(copy / "incidents"))
    assert next(heard) == frozenset()
    for name in (".dns-down.yaml.swp", "dns-down.yaml~", "4913", "notes.txt"):
        (copy / "incidents" / name).write_text("kept", "utf-8")
    EDITS[0](copy)
    EDITS[1](copy)
    told = next(saved for saved in heard if saved)
    assert told == {copy / FILE}
    (copy / "mkdocs.yml").touch()
    (copy / "incidents" / "examples").mkdir(exist_ok=True)
    (copy / "incidents" / "examples" / "log.txt").write_text("a line", "utf-8")
    (copy / FILE).unlink()
    expected = {copy / FILE, copy / "mkdocs.yml", copy / "incidents" / "examples" / "log.txt"}
    told = frozenset()
    while told != expected:
        told |= next(heard)

"""A check in pieces tells what a check of the whole tells, whatever was edited since the last."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from check.case import CASES
from cli.conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from sources import DRAFT, SOUND

from runbook_gen.cli import check, judging, parallel, pieces, verdict
from runbook_gen.cli.project import Project
from runbook_gen.model.ledger import digest
from runbook_gen.report import REPORTS

BAD = [case for case in CASES if case.name.startswith("bad")]
NAMES = ("api-slow.yaml", "dns-down.yaml", "new-one.yaml", "cluster.yaml", "collection.yaml")
WORDS = ("api-slow", "dns-down", "dns-lookup-timeout", "2025-11-16", "low", "lab", "caused-by")
Edit = tuple[str, ...]
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.tuples(st.just("case"), st.sampled_from([str(case) for case in BAD])),
    st.tuples(st.just("copy"), st.sampled_from(NAMES), st.sampled_from(NAMES[:3])),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("restore"), st.sampled_from(NAMES)),
    st.tuples(st.just("word"), st.sampled_from(NAMES), *[st.sampled_from(WORDS)] * 2),
    st.tuples(st.just("ledger"), st.sampled_from(["API가 느려짐", "API 응답이 느려짐"])),
    st.just(("draft",)),
)


def edited(folder: Path, edit: Edit) -> None:
    """Do an edit, if there is what it is about."""
    what, *words = edit
    file = folder / words[0] if words else folder / DRAFT.file.rpartition("/")[2]
    if what == "case":
        shutil.copytree(words[0], folder, dirs_exist_ok=True)
    elif what == "remove":
        file.unlink(missing_ok=True)
    elif what == "restore" and (SOUND / words[0]).exists():
        shutil.copy(SOUND / words[0], file)
    elif what == "draft":
        file.write_bytes(DRAFT.data)
    elif what == "ledger":
        row = {"ko": words[0], "en": digest("The API answers slowly")}
        (folder / ".translations").mkdir(exist_ok=True)
        (folder / ".translations" / "api-slow.jsonl").write_text(json.dumps(row), "utf-8")
    elif what == "copy" and file.exists():
        text = file.read_text("utf-8").replace(file.stem, words[1].partition(".")[0])
        (folder / words[1]).write_text(text, "utf-8")
    elif what == "word" and file.exists():
        file.write_text(file.read_text("utf-8").replace(words[1], words[2]), "utf-8")


def reports(where: Project) -> Iterator[str]:
    """What is reported of a collection: as a whole, in pieces, and with what was kept."""
    files = where.listed()
    contents = tuple(files.contents())
    digests = {name: verdict.digest(data) for name, data in contents}
    whole = judging.judged(where, contents, irregular=files.irregular).findings
    yield REPORTS["text"](whole)
    for cached in (False, True):
        found = judging.findings(where, contents, digests, files.irregular, cached=cached)
        yield REPORTS["text"](found)


@given(st.lists(EDITS, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_whatever_is_edited_the_findings_are_those_of_a_clean_check(edits: list[Edit]) -> None:
    with TemporaryDirectory() as root:
        where = Project(Path(root) / "incidents")
        shutil.copytree(SOUND, where.incidents)
        for edit in edits:
            edited(where.incidents, edit)
            whole, anew, kept = reports(where)
            assert anew == whole
            assert kept == whole


@pytest.mark.parametrize("case", BAD, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_every_check_finds_the_same_in_pieces(case: Path, project: Path) -> None:
    edited(project / "incidents", ("case", str(case)))
    whole, anew, kept = reports(Project(project / "incidents"))
    assert anew == whole
    assert kept == whole


def test_only_what_was_edited_is_judged_again(
    project: Path, runbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []

    def watched(loader: object, world: object, sources: list[pieces.Source]) -> pieces.Pieces:
        judged.extend(source.file for source in sources)
        return inner(loader, world, sources)  # type: ignore[arg-type]

    inner = pieces.judged
    monkeypatch.setattr(pieces, "judged", watched)
    runbook("check", "--strict")
    assert judged == ["incidents/api-slow.yaml", "incidents/dns-down.yaml"]
    judged.clear()
    edited(project / "incidents", ("word", "api-slow.yaml", "dns-down", "dns-dwon"))
    done = runbook("check", "--strict")
    assert judged == ["incidents/api-slow.yaml"]
    assert "unknown incident 'dns-dwon'. Did you mean 'dns-down'?" in done.out
    judged.clear()
    edited(project / "incidents", ("remove", "dns-down.yaml"))
    assert "unknown incident 'dns-down'" in runbook("check", "--strict").out
    assert judged == []


def kept_files(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / ".runbook").glob("[!.]*")}


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda data: b"",
        lambda data: b"\xff" + data,
        lambda data: data[:-1],
        lambda data: data.replace(b"note", b"oops"),
        lambda data: data.partition(b"\n")[2],
    ],
)
def test_what_was_spoiled_or_written_by_others_is_not_believed(
    project: Path, runbook: Run, spoiled: Callable[[bytes], bytes]
) -> None:
    edited(project / "incidents", ("word", "dns-down.yaml", "enforced_by", "# enforced_by"))
    first = runbook("check")
    assert "1 note." in first.out
    before = kept_files(project)
    assert before.keys() == {"check.json", "check.txt", "incidents.json"}
    for name, data in before.items():
        (project / ".runbook" / name).write_bytes(spoiled(data))
    assert runbook("check") == first
    assert kept_files(project) == before


def test_pieces_of_another_day_are_judged_again(
    project: Path, runbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    runbook("check")
    first = kept_files(project)["incidents.json"].partition(b"\n")
    with monkeypatch.context() as patch:
        patch.setattr("runbook_gen.cli.verdict.today", lambda _: "another day")
        runbook("check")
    then = kept_files(project)["incidents.json"].partition(b"\n")
    assert then[0] != first[0]
    assert then[2] == first[2]


def test_many_incidents_are_dealt_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In several processes, too, the findings are the same, and in the same order."""
    monkeypatch.setattr(pieces, "AT_ONCE", 500)
    monkeypatch.setattr(parallel, "_processors", lambda: 2)
    for number in range(7):
        name = f"case-{number}.yaml"
        edited(project / "incidents", ("copy", "api-slow.yaml", name))
        edited(project / "incidents", ("word", name, "2025-11-16", "3025-11-16"))
    whole, anew, kept = reports(Project(project / "incidents"))
    assert whole.count("after today") == 7
    assert anew == whole
    assert kept == whole


def test_two_checks_at_once_do_not_disturb_each_other(project: Path) -> None:
    command = [sys.executable, "-m", "runbook_gen.cli.main", "check", "--strict"]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, cwd=project, text=True) for _ in range(4)
    ]
    assert {process.communicate()[0] for process in running} == {"No findings.\n"}
    assert {process.returncode for process in running} == {0}
    kept = kept_files(project)["incidents.json"].partition(b"\n")[2]
    assert json.loads(kept).keys() == {
        "incidents/api-slow.yaml",
        "incidents/dns-down.yaml",
    }


@pytest.mark.parametrize("case", BAD[:12], ids=lambda case: case.name)
def test_many_are_loaded_and_judged_at_once(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SOUND, tmp_path / "incidents")
    shutil.copytree(case, tmp_path / "incidents", dirs_exist_ok=True)
    collection, findings = check.review(Project(tmp_path / "incidents"))
    monkeypatch.setattr(check, "MANY", 0)
    at_once, told = check.review(Project(tmp_path / "incidents"))
    assert list(told) == list(findings)
    assert (at_once and at_once.by_id) == (collection and collection.by_id)

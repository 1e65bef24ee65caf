"""`check --since` and `review`: in a repository with a past."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run
from review.repository import git
from sources import SOUND

DNS = Path("incidents/dns-down.yaml")


@pytest.fixture
def repository(project: Path) -> Path:
    """The sound collection, committed."""
    (project / ".gitignore").write_text("/.runbook/\n", "utf-8")
    git(project, "init", "-q", "-b", "main")
    commit(project)
    return project


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def change(file: Path, was: str, now: str) -> None:
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now), "utf-8")


def found(runbook: Run, *words: str) -> set[tuple[str, str]]:
    done = runbook("check", "--format", "json", *words)
    return {(f["file"], f["id"]) for f in json.loads(done.out)["findings"]}


def test_what_was_there_before_is_not_told(repository: Path, runbook: Run) -> None:
    change(Path("incidents/api-slow.yaml"), "2025-11-16", "3025-11-16")
    commit(repository)
    assert found(runbook) == {("incidents/api-slow.yaml", "future-date")}
    assert found(runbook, "--since", "HEAD") == set()
    change(Path("incidents/api-slow.yaml"), "id: api-slow\n", "# a line more\nid: api-slow\n")
    assert found(runbook, "--since", "HEAD") == set()
    assert found(runbook, "--since", "HEAD~1") == {("incidents/api-slow.yaml", "future-date")}


def test_on_a_line_that_is_touched_it_is(repository: Path, runbook: Run) -> None:
    change(Path("incidents/api-slow.yaml"), "2025-11-16", "3025-11-16")
    commit(repository)
    change(Path("incidents/api-slow.yaml"), "3025-11-16", "3025-11-16 # when?")
    assert found(runbook, "--since", "HEAD") == {("incidents/api-slow.yaml", "future-date")}


def test_what_breaks_elsewhere_is_told_there(repository: Path, runbook: Run) -> None:
    change(DNS, "  - kind: log\n    id: dns-lookup-timeout", "  - kind: log\n    id: other")
    assert found(runbook, "--since", "HEAD") == {
        ("incidents/cluster.yaml", "unknown-reference"),
        ("incidents/dns-down.yaml", "unknown-reference"),
    }
    assert found(runbook, "--since", "HEAD", "incidents/cluster.yaml") == {
        ("incidents/cluster.yaml", "unknown-reference")
    }


def test_a_collection_that_was_not_there_is_all_new(repository: Path, runbook: Run) -> None:
    git(repository, "mv", "incidents", "elsewhere")
    commit(repository)
    git(repository, "mv", "elsewhere", "incidents")
    change(DNS, "2025-11-15", "3025-11-15")
    assert found(runbook, "--since", "HEAD") == {("incidents/dns-down.yaml", "future-date")}
    assert runbook("review", "HEAD").code == 1


@pytest.mark.parametrize("command", [("check", "--since"), ("review",)])
@pytest.mark.parametrize("revision", ["nothing", "--output=x", "", "HEAD:incidents"])
def test_no_such_revision(
    repository: Path, runbook: Run, command: tuple[str, ...], revision: str
) -> None:
    (*words, last) = command
    given = [f"{last}={revision}"] if words else [last, "--", revision]
    done = runbook(*words, *given)
    assert done.code == 2
    assert "revision" in done.err
    assert not (repository / "x").exists()


def test_outside_a_repository(project: Path, runbook: Run) -> None:
    for words in (("check", "--since", "main"), ("review", "main")):
        done = runbook(*words)
        assert (done.code, done.out) == (2, "")
        assert "git" in done.err


def test_attributes_of_the_past_hide_nothing(repository: Path, runbook: Run) -> None:
    (repository / ".gitattributes").write_text("* export-ignore\n", "utf-8")
    change(DNS, "2025-11-15", "3025-11-15")
    commit(repository)
    assert "future-date" in runbook("review", "HEAD~1", "HEAD").out
    assert runbook("diff", "HEAD~1", "HEAD").code == 0


def test_a_huge_file_of_the_past_is_one_clear_error(repository: Path, runbook: Run) -> None:
    (repository / "incidents" / "huge.yaml").write_text("a: " + "x" * 1_000_100, "utf-8")
    commit(repository)
    assert "larger than 1 MB" in runbook("review", "HEAD~1", "HEAD").out


def test_a_review_compares_with_where_the_change_began(repository: Path, runbook: Run) -> None:
    git(repository, "switch", "-q", "-c", "topic")
    change(DNS, "Restart CoreDNS", "Restart it")
    commit(repository)
    git(repository, "switch", "-q", "main")
    change(Path("incidents/api-slow.yaml"), "five seconds", "six seconds")
    commit(repository)
    told = json.loads(runbook("review", "main", "topic", "--format", "json").out)
    assert [record["file"] for record in told["records"]] == ["incidents/dns-down.yaml"]
    assert told["records"][0]["fields"] == [
        {"path": ["respond", 0, "summary", "en"], "was": "Restart CoreDNS", "now": "Restart it"}
    ]
    assert told["version"] == 1
    assert told["verdict"] == {"level": "sound", "reasons": []}
    assert runbook("review", "HEAD", "HEAD").out == "Nothing stands in the way.\n"


def test_the_fixtures_are_the_sound_collection() -> None:
    assert {path.name for path in SOUND.iterdir()} >= {"dns-down.yaml", "api-slow.yaml"}

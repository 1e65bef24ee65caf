"""`check --fix`: shown first, written whole, and told."""

from pathlib import Path

import pytest
from cli.conftest import Run
from review.repository import git

from runbook_gen.cli import writing

DNS = Path("incidents/dns-down.yaml")


@pytest.fixture(autouse=True)
def schemas(project: Path, runbook: Run) -> None:
    runbook("schema")
    runbook("check", "--fix")


def test_nothing_to_fix(runbook: Run) -> None:
    assert runbook("check", "--fix", "--diff") == (0, "Nothing to fix.\n", "")
    assert runbook("check", "--fix") == (0, "No findings.\n", "")


def test_it_is_shown_first(runbook: Run) -> None:
    text = DNS.read_text("utf-8")
    broken = text.replace('"0a1b2c3"', "0A1B2C3  ").replace("id: dns-down\n", "")
    DNS.write_bytes(b"\xef\xbb\xbf" + broken.encode())
    shown = runbook("check", "--fix", "--diff")
    assert shown.code == 1
    assert "--- a/incidents/dns-down.yaml\n+++ b/incidents/dns-down.yaml\n" in shown.out
    assert '-    commit: 0A1B2C3  \n+    commit: "0a1b2c3"\n' in shown.out
    assert "+id: dns-down\n" in shown.out
    assert DNS.read_bytes() == b"\xef\xbb\xbf" + broken.encode()
    done = runbook("check", "--fix")
    assert (done.code, done.out) == (0, "No findings.\n")
    assert done.err == (
        "Fixed incidents/dns-down.yaml: space at the end of lines, id from the file's name, "
        "quotes around commits.\n"
    )
    assert DNS.read_bytes() == b"\xef\xbb\xbf" + text.encode()


def test_diff_alone_is_refused(runbook: Run) -> None:
    done = runbook("check", "--diff")
    assert done.code == 2
    assert "--fix --diff" in done.err


def test_only_named_files_and_changed_files(project: Path, runbook: Run) -> None:
    api = Path("incidents/api-slow.yaml")
    for file in (DNS, api):
        file.write_text(file.read_text("utf-8") + "\n\n", "utf-8")
    assert runbook("check", "--fix", "--diff", str(api)).out.count("+++") == 1
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "x")
    assert runbook("check", "--fix", "--diff", "--since", "HEAD").code == 0
    api.write_text(api.read_text("utf-8") + "\n", "utf-8")
    shown = runbook("check", "--fix", "--diff", "--since", "HEAD").out
    assert "api-slow" in shown
    assert "b/incidents/dns-down" not in shown


def renamed(to: str) -> Path:
    return DNS.rename(DNS.with_name(to))


def test_an_id_that_others_speak_of_is_not_taken_away(runbook: Run) -> None:
    renamed("dns-gone.yaml")  # api-slow and the cluster speak of dns-down
    assert runbook("check", "--fix", "--diff").code == 0


def test_a_copy_gets_its_own_id(runbook: Run) -> None:
    copy = DNS.with_name("dns-copy.yaml")
    copy.write_text(DNS.read_text("utf-8"), "utf-8")
    runbook("check", "--fix")
    assert "id: dns-copy\n" in copy.read_text("utf-8")
    assert "id: dns-down\n" in DNS.read_text("utf-8")


@pytest.mark.parametrize("name", ["index.yaml", "Big Name.yaml", "dns-copy.yml"])
def test_a_name_that_is_no_id_gives_none(runbook: Run, name: str) -> None:
    DNS.with_name(name).write_text(DNS.read_text("utf-8"), "utf-8")
    assert runbook("check", "--fix", "--diff").code == 0


@pytest.mark.parametrize(
    "text",
    ["a: &a 1\nb: *a   \n", "id: x\nid: y   \n", "not: [yaml   \n", "a: \x07   \n", "- a   \n"],
)
def test_what_is_not_of_the_dialect_is_left_alone(runbook: Run, text: str) -> None:
    Path("incidents/odd.yaml").write_text(text, "utf-8")
    assert runbook("check", "--fix", "--diff").code == 0


def test_links_are_not_followed(project: Path, runbook: Run) -> None:
    outside = project / "outside.yaml"
    outside.write_text(DNS.read_text("utf-8") + "\n\n", "utf-8")
    Path("incidents/linked.yaml").symlink_to(outside)
    assert runbook("check", "--fix", "--diff").code == 0


def test_a_file_is_whole_or_as_it_was(
    project: Path, runbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    DNS.write_text(DNS.read_text("utf-8") + "\n\n", "utf-8")
    before = DNS.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "replace", full)
    assert runbook("check", "--fix").code == 2
    assert DNS.read_bytes() == before
    assert [p for p in Path("incidents").iterdir() if p.name.startswith(".")] == []

"""The commands as a user meets them: what they print, write, and return."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from cli.conftest import Run
from golden import same_as
from sources import DRAFT, ROOT

from runbook_gen.cli.command_line import COMMANDS
from runbook_gen.export import EXPORTERS, target_id

CASES = Path(__file__).parent / "golden"


@pytest.fixture
def run(runbook: Run) -> Run:
    return runbook


def test_a_sound_collection_is_clean(project: Path, run: Run) -> None:
    assert run("check") == (0, "No findings.\n", "")


def test_every_error_of_a_broken_file_is_told_with_its_place(project: Path, run: Run) -> None:
    file = project / "incidents" / "dns-down.yaml"
    text = file.read_text("utf-8")
    text = text.replace("severity: high", "severity: hihg").replace("symptoms:", "symptons:")
    text = text.replace("cluster: lab", "cluster: lab\ncluster: lab")
    file.write_text(text, "utf-8")
    done = run("check")
    assert done.code == 1
    same_as(CASES / "broken.txt", done.out)


def test_findings_as_json_have_a_version(project: Path, run: Run) -> None:
    file = project / "incidents" / "api-slow.yaml"
    file.write_text(file.read_text("utf-8").replace("2025-11-16", "3025-11-16"), "utf-8")
    done = run("check", "--format", "json")
    assert done.code == 1
    assert json.loads(done.out) == {
        "version": 1,
        "findings": [
            {
                "id": "future-date",
                "severity": "error",
                "file": "incidents/api-slow.yaml",
                "line": 3,
                "column": 11,
                "message": "the incident is dated 3025-11-16, after today",
                "remedy": f"Write the day it happened, at the latest {date.today()}.",
            }
        ],
    }


def test_named_files_limit_the_report(project: Path, run: Run) -> None:
    for name in ("api-slow", "dns-down"):
        file = project / "incidents" / f"{name}.yaml"
        file.write_text(file.read_text("utf-8").replace("2025-11", "3025-11"), "utf-8")
    done = run("check", "incidents/api-slow.yaml")
    assert done.out.count("future-date") == 1
    assert "incidents/api-slow.yaml" in done.out
    assert run("check", "incidents").out.count("future-date") == 2


def test_notes_pass_unless_strict(project: Path, run: Run) -> None:
    file = project / "incidents" / "dns-down.yaml"
    lines = file.read_text("utf-8").replace(
        "    enforced_by: [dns-lookup-timeout, dns-answers]\n", ""
    )
    file.write_text(lines, "utf-8")
    assert run("check").code == 0
    assert run("check", "--strict").code == 1


def test_a_draft_passes_and_says_what_is_left_to_do(project: Path, run: Run) -> None:
    (project / "incidents" / "slow-disk.yaml").write_bytes(DRAFT.data)
    done = run("check")
    assert done.code == 0
    same_as(CASES / "draft.txt", done.out)
    assert run("check").out == done.out, "a remembered verdict tells the same"
    assert run("check", "--strict").code == 1
    told = json.loads(run("check", "--format", "json").out)["findings"]
    assert {finding["severity"] for finding in told} == {"note"}
    assert set(told[0]) == {"id", "severity", "file", "line", "column", "message", "remedy"}


def test_a_checks_severity_is_the_projects(project: Path, run: Run) -> None:
    file = project / "incidents" / "api-slow.yaml"
    file.write_text(file.read_text("utf-8").replace("2025-11-16", "3025-11-16"), "utf-8")
    settings = project / "incidents" / "collection.yaml"
    sound = settings.read_text("utf-8")
    for level, code in (("note", 0), ("warning", 1), ("off", 0)):
        settings.write_text(f"{sound}checks: {{future-date: {level}}}\n", "utf-8")
        assert run("check").code == code, level


def test_commits_are_looked_up_in_a_clone(project: Path, run: Run) -> None:
    def git(*words: str) -> str:
        identity = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com",
                    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com"}  # fmt: skip
        command = ["git", "-C", str(project), *words]
        done = subprocess.run(
            command, env=os.environ | identity, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    assert run("check", "--repo", ".").code == 2
    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "x")
    done = run("check", "--repo", ".")
    assert done.code == 1
    assert "0a1b2c3" in done.out
    file = project / "incidents" / "dns-down.yaml"
    commit = git("rev-parse", "--short", "HEAD")
    file.write_text(file.read_text("utf-8").replace("0a1b2c3", f'"{commit}"'), "utf-8")
    assert run("check", "--repo", ".").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "--collection", "nowhere"], "nowhere is not a folder"),
        (["explain", "future-dat"], "Did you mean 'future-date'?"),
        (["new", "Bad Id"], "cannot be an id"),
        (["new", "a" * 300], "an id has at most 80 characters, this one 300"),
        (["check", "nope.yaml"], "nope.yaml is not in the collection"),
        (["check", "README.md"], "README.md is not in the collection"),
        (["serve", "--host", "999.1.1.1"], "999.1.1.1:8000"),
        (["new", "dns-down"], "is there already"),
        (["export", "--language", "fr"], "Choose one of: ko, en."),
        (["build"], "mkdocs.yml is missing"),
        (["render", "--out", "/dev/null/x"], "/dev/null"),
    ],
)
def test_what_cannot_run_says_why_and_ends_with_2(
    project: Path, run: Run, words: list[str], said: str
) -> None:
    done = run(*words)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_outside_a_collection_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("check")
    assert done.code == 2
    assert "no incidents/ folder here or above" in done.err


def test_what_is_no_file_is_a_finding_like_others(project: Path, run: Run) -> None:
    (project / "incidents" / "secret.yaml").symlink_to("/etc/hostname")
    (project / "incidents" / "folder.yaml").mkdir()
    os.mkfifo(project / "incidents" / "pipe.yaml")
    done = run("check")
    assert done.code == 1
    assert "incidents/secret.yaml:1:1: this is a symbolic link." in done.out
    assert "incidents/folder.yaml:1:1: this is a folder." in done.out
    assert "incidents/pipe.yaml:1:1: this is a special file." in done.out


def test_files_in_folders_of_the_collection_count(project: Path, run: Run) -> None:
    (project / "incidents" / "2025").mkdir()
    (project / "incidents" / "dns-down.yaml").rename(project / "incidents/2025/dns-down.yaml")
    assert run("check") == (0, "No findings.\n", "")
    (project / "incidents" / "api-slow.yaml").rename(project / "incidents" / "api-slow.YML")
    assert "the file is called 'api-slow.YML'. Rename it to 'api-slow.yaml'" in run("check").out


def test_a_huge_file_is_one_clear_error(project: Path, run: Run) -> None:
    (project / "incidents" / "huge.yaml").write_bytes(b"id: huge\n# " + b"x" * 20_000_000)
    done = run("check")
    assert done.code == 1
    assert done.out.startswith("incidents/huge.yaml:1:1: the file is larger than 1 MB.")
    assert done.out.count("huge.yaml") == 1


def test_an_incident_that_does_not_load_makes_no_others_wrong(project: Path, run: Run) -> None:
    (project / "incidents" / "dns-down.yaml").write_text("id: dns-down\n", "utf-8")
    done = run("check")
    assert set(re.findall(r"(?m)^(\S+?):\d+:\d+: ", done.out)) == {"incidents/dns-down.yaml"}


def test_a_named_file_is_not_clean_while_the_cluster_does_not_load(project: Path, run: Run) -> None:
    (project / "incidents" / "cluster.yaml").write_text("id: [\n", "utf-8")
    done = run("check", "incidents/api-slow.yaml")
    assert done.code == 1
    assert "incidents/cluster.yaml" in done.out


def test_rules_that_fail_their_checks_are_not_exported(project: Path, run: Run) -> None:
    file = project / "incidents" / "dns-down.yaml"
    file.write_text(file.read_text("utf-8").replace("expr: 'lookup", "expr: '(?=x)lookup"), "utf-8")
    done = run("export")
    assert done.code == 1
    assert "rule-examples" in done.out
    assert not (project / "dist").exists()


def test_pages_of_others_are_not_overwritten(project: Path, run: Run) -> None:
    (project / "docs" / "en").mkdir(parents=True)
    (project / "docs" / "en" / "index.md").write_text("by hand")
    assert run("render").code == 2
    assert (project / "docs" / "en" / "index.md").read_text() == "by hand"


def test_render_writes_only_what_changed_and_removes_what_is_gone(project: Path, run: Run) -> None:
    pages = 2 * (21 + len(EXPORTERS))  # with scripts, and what the browser's search and match read
    assert run("render").out == f"{pages} pages in docs/, {pages} changed.\n"
    page = project / "docs" / "ko" / "incidents" / "dns-down.md"
    before = page.stat().st_mtime_ns
    assert run("render").out == f"{pages} pages in docs/, 0 changed.\n"
    assert page.stat().st_mtime_ns == before
    theirs = project / "docs" / "en" / "onboarding.md"
    theirs.write_text("by hand", "utf-8")
    slow = project / "incidents" / "api-slow.yaml"
    slow.write_text(slow.read_text("utf-8").replace("id: api-slow", "id: api-late"), "utf-8")
    run("render")
    assert not (project / "docs" / "en" / "incidents" / "api-slow.md").exists()
    assert (project / "docs" / "en" / "incidents" / "api-late.md").exists()
    assert theirs.read_text("utf-8") == "by hand"


@pytest.mark.parametrize("out", [".", "incidents", "mine", "file", "docs/ko"])
def test_a_build_replaces_only_what_a_build_made(project: Path, run: Run, out: str) -> None:
    run("render")
    (project / "mine").mkdir()
    (project / "mine" / "notes.txt").write_text("mine")
    (project / "file").write_text("mine")
    done = run("build", "--out", out)
    assert done.code == 2
    assert "holds what this command did not write" in done.err
    assert (project / "mine" / "notes.txt").read_text() == "mine"
    assert (project / "incidents" / "dns-down.yaml").exists()


def test_export_prints_the_table_and_the_reasons(project: Path, run: Run) -> None:
    done = run("export")
    assert done.code == 0
    same_as(CASES / "export.txt", done.out)
    report = json.loads(run("export", "--format", "json", "--out", "out").out)
    assert report["version"] == 1
    assert {loss["target"] for loss in report["losses"]} <= set(map(target_id, EXPORTERS))
    assert all((project / "out" / name).is_file() for name in report["files"])


def test_schema_writes_where_asked(project: Path, run: Run) -> None:
    assert run("schema", "--out", "s").out == "3 schemas in s/, 3 changed.\n"
    assert run("schema", "--out", "s").out == "3 schemas in s/, 0 changed.\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert "Exit codes: 0 clean, 1 findings, 2 could not run." in done.out


def test_colours_only_where_a_person_looks(project: Path) -> None:
    (project / "incidents" / "dns-down.yaml").write_text("id: [\n", "utf-8")
    command = [sys.executable, "-m", "runbook_gen.cli.main", "check"]
    plain = subprocess.run(command, capture_output=True, cwd=project)
    assert b"\x1b" not in plain.stdout
    script = ["script", "-qec", f"'{sys.executable}' -m runbook_gen.cli.main check", "/dev/null"]
    for variables, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
        done = subprocess.run(script, capture_output=True, cwd=project, env=env | variables)
        assert (b"\x1b[" in done.stdout) == coloured


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    command = f"'{sys.executable}' -m runbook_gen.cli.main explain | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=project)
    assert done.stderr == b""


def test_a_remembered_verdict_is_given_up_when_anything_changes(project: Path, run: Run) -> None:
    kept = project / ".runbook" / "check.json"
    assert run("check").out == "No findings.\n"
    before = kept.read_bytes()
    assert run("check").out == "No findings.\n"
    file = project / "incidents" / "api-slow.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("2025-11-16", "3025-11-16"), "utf-8")
    assert run("check") == run("check", "--no-cache")
    assert run("check").code == 1
    file.write_text(text, "utf-8")
    assert run("check").code == 0
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    "kept", [b"", b"\xff", b"[]", b'{"key": 1}', b'{"key": "x", "rows": [[1]]}']
)
def test_a_verdict_that_is_not_ours_is_not_believed(project: Path, run: Run, kept: bytes) -> None:
    (project / ".runbook").mkdir()
    (project / ".runbook" / "check.json").write_bytes(kept)
    assert run("check") == (0, "No findings.\n", "")


LOADED = "print(*[m for m in {0!r} if m in sys.modules])"
CHECKED = "import sys; from runbook_gen.cli.main import main; main({0!r});"


@pytest.mark.parametrize(
    ("words", "none"),
    [
        (["check"], ("argparse", "json", "pathlib", "pydantic", "typing", "yaml")),
        (["check", "--strict"], ("pydantic", "yaml", "runbook_gen.check", "runbook_gen.load")),
    ],
)
def test_a_remembered_verdict_costs_next_to_nothing(
    project: Path, run: Run, words: list[str], none: tuple[str, ...]
) -> None:
    run("check")
    program = CHECKED.format(words) + LOADED.format(none)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "No findings.\n\n"


def test_a_hook_on_one_changed_file_loads_only_what_the_file_needs(project: Path, run: Run) -> None:
    """No engine for rules that it does not have, nothing that renders, and no other command."""
    run("check")
    file = project / "incidents" / "api-slow.yaml"
    file.write_text(file.read_text("utf-8").replace("2025-11-16", "2025-11-17"), "utf-8")
    none = ("babel", "cel_expr_python", "dockerfile_parse", "hyperscan", "jinja2", "markdown_it",
            "mkdocs", "promql_parser", "rich", "runbook_gen.engine.judge", "runbook_gen.export",
            "runbook_gen.render", "runbook_gen.scan", "runbook_gen.cli.build", "selectolax",
            "subprocess", "watchfiles")  # fmt: skip
    program = CHECKED.format(["check", str(file)]) + LOADED.format(none)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "No findings.\n\n"


def test_a_closed_pipe_is_not_a_clean_verdict(project: Path) -> None:
    (project / "incidents" / "dns-down.yaml").write_text("id: [\n", "utf-8")
    command = f"set -o pipefail; '{sys.executable}' -m runbook_gen.cli.main check | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=project)
    assert done.returncode in (1, 141)
    assert done.stderr == b""


@pytest.mark.parametrize(("out", "code"), [(">/dev/full", 2), (">&-", 0)])
def test_an_output_that_takes_nothing_ends_without_a_traceback(
    project: Path, out: str, code: int
) -> None:
    command = f"'{sys.executable}' -m runbook_gen.cli.main check {out}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=project)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_the_issue_form_asks_for_the_schemas_fields(project: Path, run: Run) -> None:
    done = run("schema", "--issue-form")
    assert done == (0, ".github/ISSUE_TEMPLATE/incident.yml: written.\n", "")
    assert run("schema", "--issue-form").out.endswith(": up to date.\n")
    form = yaml.safe_load(Path(".github/ISSUE_TEMPLATE/incident.yml").read_text("utf-8"))
    fields = {field["id"]: field for field in form["body"] if "id" in field}
    assert fields["severity"]["attributes"]["options"] == ["critical", "high", "medium", "low"]
    assert fields["components"]["attributes"]["options"] == ["api", "dns"]
    required = {name for name, field in fields.items() if field.get("validations")}
    assert required == {
        "title", "occurred", "cluster", "status", "severity", "components", "symptoms"
    }  # fmt: skip
    kinds = {"markdown": set(), "input": {"id"}, "dropdown": {"id"}, "textarea": {"id"}}
    for field in form["body"]:  # as GitHub's syntax for issue forms asks
        assert kinds[field["type"]] <= set(field) <= {"type", "id", "attributes", "validations"}
        assert field["type"] == "markdown" or field["attributes"]["label"]
    labels = [field["attributes"]["label"] for field in fields.values()]
    assert len(set(labels)) == len(labels)


def test_our_own_issue_form_is_up_to_date(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    before = (ROOT / ".github" / "ISSUE_TEMPLATE" / "incident.yml").read_bytes()
    assert run("schema", "--issue-form").out.endswith(": up to date.\n"), "read the difference"
    assert (ROOT / ".github" / "ISSUE_TEMPLATE" / "incident.yml").read_bytes() == before


@pytest.mark.parametrize("place", [["--collection", "incidents"], ["--collection=incidents"], []])
def test_only_the_named_command_is_loaded(project: Path, place: list[str]) -> None:
    none = ("runbook_gen.cli.build", "runbook_gen.cli.scan", "sqlite3")
    program = CHECKED.format([*place, "schema", "--out", "s"]) + LOADED.format(none)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "3 schemas in s/, 3 changed.\n\n"
    assert done.stderr == ""

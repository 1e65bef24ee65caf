"""`scan`: repositories, single files and what is piped in."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from golden import same_as

Scan = Callable[..., subprocess.CompletedProcess[bytes]]
GOLDEN = Path(__file__).parent / "golden"
OBJECT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: 1}\n"


def git(*words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *identity, *words], check=True, capture_output=True)


def found(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """The files of the findings, in order."""
    assert done.returncode in {0, 1}, done.stderr.decode()
    return [finding["file"] for finding in json.loads(done.stdout)["findings"]]


def places(done: subprocess.CompletedProcess[bytes]) -> list[tuple[int, int]]:
    return [(f["line"], f["column"]) for f in json.loads(done.stdout)["findings"]]


@pytest.fixture
def repository(scan: Scan) -> None:
    """Four faults that are committed, three that are not, and one file that is ignored."""
    git("init", "-q", ".")
    for name in ("a/deep", ".github/workflows"):
        Path(name).mkdir(parents=True)
    Path("old.yaml").write_text(OBJECT)
    Path("b.yaml").write_text("a: 1\n")
    Path("a/kustomization.yaml").write_text("resources:\n- ../b.yaml\n- ../a\n")
    Path(".github/workflows/ci.yml").write_text("on: push\njobs:\n  a: b: c\n")
    Path("Dockerfile").write_text('FROM x\nCMD ["bad"]\n')
    git("add", ".")
    git("commit", "-qm", "1")
    Path("b.yaml").write_text(OBJECT)
    Path("a/new one.yaml").write_text(OBJECT)
    Path("a/가.yaml").write_text(OBJECT)
    Path(".gitignore").write_text("made.yaml\n")
    Path("made.yaml").write_text(OBJECT)


def test_everything_is_found_where_it_stands(repository: None, scan: Scan) -> None:
    done = scan(".")
    assert (done.returncode, done.stderr) == (1, b"")
    same_as(GOLDEN / "scan.txt", done.stdout.decode())


def test_only_what_changed_is_reported(repository: None, scan: Scan) -> None:
    changed = ["a/new one.yaml", "a/가.yaml", "b.yaml"]
    assert found(scan("--since", "HEAD", "--format", "json", ".")) == changed
    assert found(scan("--since", "HEAD", "--format", "json", "a")) == changed[:2]
    assert found(scan("--since", "HEAD", "--format", "json", "old.yaml", "b.yaml")) == ["b.yaml"]


@pytest.mark.parametrize(
    "revision", ["nope", "HEAD~9", "--output=pwned", "-O/etc/passwd", "a\nb", "\x1b[2J"]
)
def test_what_is_no_revision_is_one_clear_line(repository: None, scan: Scan, revision: str) -> None:
    done = scan(f"--since={revision}", ".")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"Name a revision that this clone has" in done.stderr
    assert b"\x1b" not in done.stderr
    assert not Path("pwned").exists()


def test_outside_git_and_without_git(scan: Scan) -> None:
    Path("a.yaml").write_text(OBJECT)
    done = scan("--since", "HEAD", ".")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"is in no git repository" in done.stderr
    nowhere = {**os.environ, "PATH": "/nonexistent"}
    assert found(scan("--format", "json", "a.yaml", env=nowhere)) == ["a.yaml"]
    done = scan("--since", "HEAD", ".", env=nowhere)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"git is not installed" in done.stderr


def test_a_file_is_judged_in_its_repository(repository: None, scan: Scan) -> None:
    assert found(scan("--format", "json", "a/kustomization.yaml")) == ["a/kustomization.yaml"]
    os.chdir("a")
    assert found(scan("--format", "json", "kustomization.yaml")) == ["kustomization.yaml"]


def test_a_worktree_whose_git_is_a_file_is_a_repository(repository: None, scan: Scan) -> None:
    git("worktree", "add", "-q", "../other", "HEAD")
    os.chdir("../other")
    Path("c.yaml").write_text(OBJECT)
    assert Path(".git").is_file()
    assert found(scan("--since", "HEAD", "--format", "json", ".")) == ["c.yaml"]


def test_paths_that_overlap_report_once(repository: None, scan: Scan) -> None:
    once = found(scan("--format", "json", "."))
    assert found(scan("--format", "json", ".", "a", "b.yaml", "./a")) == once


def test_an_ignored_file_that_is_named_is_not_passed_in_silence(
    repository: None, scan: Scan
) -> None:
    done = scan("made.yaml")
    assert b"made.yaml:1: not judged: not read: .gitignore leaves it out" in done.stderr


def test_a_baseline_lets_old_findings_pass(repository: None, scan: Scan) -> None:
    assert scan("--write-baseline", "old.json", ".").returncode == 0
    assert scan("--baseline", "old.json", ".").stdout == b"No findings.\n"
    Path("old.yaml").write_text("# moved\n\n" + OBJECT)
    Path("c.yaml").write_text(OBJECT)
    assert found(scan("--baseline", "old.json", "--format", "json", ".")) == ["c.yaml"]


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere",),
        ("--baseline", "nowhere.json", "."),
        ("--baseline", "a.yaml", "."),
        ("--baseline", ".", "."),
        ("--against", "nowhere", "."),
        ("--language", "fr", "."),
        ("--collection", "nowhere", "."),
    ],
)
def test_what_cannot_run_is_one_line_and_two(scan: Scan, words: tuple[str, ...]) -> None:
    Path("a.yaml").write_text("a: 1\n")
    done = scan(*words)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""


def test_exit_codes(scan: Scan) -> None:
    Path("Dockerfile").write_text("FROM a\nCMD bad\n")
    assert [scan(".").returncode, scan("--strict", ".").returncode] == [0, 1]  # a note
    Path("a.yaml").write_text(OBJECT)
    assert scan(".").returncode == 1


TYPED = b"apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- spec: {replicas: 1}\n"
LISTED = b"apiVersion: v1\nkind: List\nitems:\n- " + OBJECT.encode().replace(b"\n", b"\n  ")


@pytest.mark.parametrize(
    ("stdin", "expected"),
    [
        (OBJECT.encode(), [(4, 18)]),
        (b"\xef\xbb\xbf" + OBJECT.encode(), [(4, 18)]),
        (OBJECT.replace("\n", "\r\n").encode(), [(4, 18)]),
        (f"{OBJECT}---\n{OBJECT}".encode(), [(4, 18), (9, 18)]),
        (LISTED, [(7, 20)]),
        (TYPED, [(4, 20)]),
        (b'{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":1}}', [(1, 64)]),
        (b"", []),
        (b"---\n", []),
        (b"a: {{ .Values.a }}\n", []),
    ],
)
def test_what_is_piped_in(scan: Scan, stdin: bytes, expected: list[tuple[int, int]]) -> None:
    assert places(scan("--format", "json", "-", stdin=stdin)) == expected


@pytest.mark.parametrize(
    "stdin", [b"a: [\n", OBJECT.encode() + b"---\n'", b"\xff\n", b"[" * 100_000, b"error: no: x"]
)
def test_what_is_piped_in_and_no_yaml_is_no_clean_bill(scan: Scan, stdin: bytes) -> None:
    done = scan("-", stdin=stdin)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"standard input is not" in done.stderr


def test_a_closed_input_is_said(scan: Scan, lab: Path) -> None:
    command = [sys.executable, "-m", "runbook_gen.cli.main", "scan", "--collection", str(lab), "-"]
    done = subprocess.run(["sh", "-c", '"$@" <&-', "sh", *command], capture_output=True)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_live_objects_are_compared_with_a_repository(scan: Scan) -> None:
    Path("git").mkdir()
    Path("git/a.yaml").write_text(OBJECT.replace("replicas: 1", "replicas: 2"))
    Path("git/b.yaml").write_text(OBJECT.replace("name: x", "name: y"))
    done = scan("--against", "git", "--format", "json", "-", stdin=LISTED)
    rows = [(f["rule"], f["file"], f["line"]) for f in json.loads(done.stdout)["findings"]]
    assert rows == [("drift", "-", 7), ("one-replica", "-", 7), ("drift", "git/b.yaml", 1)]


def test_no_colour_where_nobody_looks_or_wants_it(scan: Scan) -> None:
    Path("a.yaml").write_text(OBJECT)
    assert b"\x1b" not in scan(".", env={**os.environ, "FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


def test_a_reader_that_leaves_early_is_no_error(scan: Scan, lab: Path) -> None:
    for number in range(2_000):
        Path(f"{number}.yaml").write_text(OBJECT)
    command = [sys.executable, "-m", "runbook_gen.cli.main", "scan", "--collection", str(lab), "."]
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=usual) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 141

"""`match`: from a pasted log to what to do now."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from golden import same_as
from sources import REAL, ROOT, SOUND

from runbook_gen.cli.main import main

LOG = """\
2025-11-16T05:11:21.0000000Z ##[group]Run kubectl
2025-11-16T05:11:22.1234567Z \x1b[31mWarning: Failed to pull image "ghcr.io/sesacthon/auth-api:latest": failed to authorize: failed to fetch anonymous token: unexpected status from GET request: 401 Unauthorized\x1b[0m
> dial tcp 10.96.0.10:53: i/o timeout
ERROR: Error loading ASGI app. Could not import module "main".
"""  # noqa: E501
GOLDEN = Path(__file__).parent / "golden"
COMMAND = [sys.executable, "-m", "runbook_gen.cli.main", "match"]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_answer_says_what_it_is_and_what_to_do(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ci.log").write_text(LOG, "utf-8")
    assert main(["match", "ci.log", "--language", language, "--collection", str(REAL)]) == 1
    said = capsys.readouterr().out
    assert "\x1b" not in said
    same_as(GOLDEN / f"match.{language}.txt", said)


def test_an_incident_without_steps_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SOUND, tmp_path / "incidents")
    file = tmp_path / "incidents" / "dns-down.yaml"
    before, _, rest = file.read_text("utf-8").partition("respond:\n")
    file.write_text(before + rest[rest.index("causes:") :], "utf-8")
    (tmp_path / "a.log").write_text("lookup api on 10.0.0.1:53: read: i/o timeout\n", "utf-8")
    main(["match", str(tmp_path / "a.log"), "--collection", str(tmp_path / "incidents")])
    said = capsys.readouterr().out.splitlines()
    assert said[-2:] == [
        "   No steps are written yet; the page tells the rest.",
        "   https://runbooks.example.com/ko/incidents/dns-down.html",
    ]


def test_json_names_matches_and_ranking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with gzip.open(tmp_path / "ci.log.gz", "wt", encoding="utf-8") as stream:
        stream.write(LOG)
    assert main(["match", "--format", "json", str(tmp_path / "ci.log.gz")]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["version"] == 1
    found = {(m["incident"], m["rule"], m["line"]) for m in report["matches"]}
    assert found == {
        ("ghcr-image-pull-denied", "ghcr-pull-denied", 2),
        ("scan-api-module-path", "asgi-module-not-importable", 4),
    }
    assert {m["confidence"] for m in report["matches"]} <= {"exact", "heuristic"}
    assert {r["incident"] for r in report["ranking"]} == {incident for incident, _, _ in found}
    assert report["ranking"][0]["url"].endswith(".html")


def test_an_ordinary_log_is_no_incident(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "CHANGELOG.md"]) == 0
    assert capsys.readouterr().out == "No known incident.\n"


def test_a_pipe_is_answered_while_it_runs() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        run.stdin.write(LOG)
        run.stdin.flush()
        assert "ghcr-image-pull-denied" in run.stdout.readline()
        run.stdin.close()
        assert "scan-api-module-path" in run.stdout.read()
    assert run.returncode == 1


@pytest.mark.parametrize(
    ("data", "hits"),
    [
        (b"\x00\xff\xfe" * 5000 + b"\n" + LOG.encode(), 2),
        (b"x" * 3_000_000 + b"\n" + LOG.encode(), 2),
        (LOG.encode("utf-16"), 0),
        (b"", 0),
    ],
    ids=["binary", "long line", "utf-16", "empty"],
)
def test_hostile_input_is_read_to_its_end(data: bytes, hits: int) -> None:
    done = subprocess.run([*COMMAND, "--format", "json"], input=data, capture_output=True)
    assert done.stderr == b""
    assert len(json.loads(done.stdout)["matches"]) == hits


@pytest.mark.parametrize("name", ["nowhere.log", "tests"])
def test_what_cannot_be_read_is_one_line(name: str) -> None:
    done = subprocess.run([*COMMAND, name], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert name in done.stderr


def test_a_fault_in_one_incident_does_not_hide_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REAL, tmp_path / "incidents")
    broken = tmp_path / "incidents" / "vpc-delete-blocked.yaml"
    broken.write_text("id: [\n", "utf-8")
    (tmp_path / "ci.log").write_text(LOG, "utf-8")
    words = ["match", str(tmp_path / "ci.log"), "--collection", str(tmp_path / "incidents")]
    assert main(words) == 1
    said = capsys.readouterr()
    assert "ghcr-image-pull-denied" in said.out
    assert "left out, since they do not load: vpc-delete-blocked" in said.err

    broken.write_bytes(
        (REAL / broken.name).read_bytes().replace(b"expr: |-\n", b"expr: |-\n      (?=x)")
    )
    assert main(words) == 2
    assert "is not RE2" in capsys.readouterr().err


def test_a_broken_archive_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cut.gz").write_bytes(gzip.compress(LOG.encode() * 50)[:-40])
    assert main(["match", str(tmp_path / "cut.gz")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(REAL, tmp_path / "incidents")
    (tmp_path / "ci.log").write_text(LOG * 1_000, "utf-8")
    return tmp_path


def matched(project: Path, *more: str) -> tuple[int, str]:
    """Exit code and output of a process, and that it tells which heavy modules it loaded."""
    program = (
        "import sys; from runbook_gen.cli.main import main; code = main(sys.argv[1:]);"
        "print([m for m in ('pydantic', 'yaml') if m in sys.modules], file=sys.stderr); exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "match", "ci.log", *more],
        cwd=project, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_where_nothing_changed_neither_models_nor_yaml_are_loaded(project: Path) -> None:
    code, first = matched(project)
    assert (code, first.splitlines()[-1]) == (1, "['pydantic', 'yaml']")
    again = matched(project)[1]
    assert again.splitlines()[-1] == "[]"
    assert again.splitlines()[:-1] == first.splitlines()[:-1]
    assert matched(project, "--no-cache")[1] == first


def test_what_is_kept_is_made_anew_when_it_is_of_no_use(project: Path) -> None:
    first = matched(project)[1]
    for file in ("match.json", "match.sieve"):
        kept = project / ".runbook" / file
        data = kept.read_bytes()
        for broken in (b"", b"{}", data[:-1], data[:200], data[:100] + b"\0" * 50 + data[150:]):
            kept.write_bytes(broken)
            assert matched(project)[1].splitlines()[:-1] == first.splitlines()[:-1]
            assert kept.read_bytes() == data
    incident = project / "incidents" / "ghcr-image-pull-denied.yaml"
    with incident.open("a", encoding="utf-8") as stream:
        stream.write("# one more line\n")
    assert matched(project)[1].splitlines()[-1] == "['pydantic', 'yaml']"


def test_a_log_that_cannot_be_read_does_not_hide_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ci.log").write_text(LOG, "utf-8")
    (tmp_path / "no.gz").write_bytes(b"no")
    logs = ["nowhere.log", str(tmp_path), str(tmp_path / "no.gz"), str(tmp_path / "ci.log")]
    assert main(["match", *logs, "--format", "json"]) == 2
    said = capsys.readouterr()
    assert len(json.loads(said.out)["matches"]) == 2
    assert said.err.count("\n") == 3

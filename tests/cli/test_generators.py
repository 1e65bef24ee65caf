"""The site generators: whose code they run, what they leave out, and that none is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.test_republish import begun, build, contents
from sources import ROOT

from runbook_gen.cli.alone import alone, at_rest
from runbook_gen.cli.own_settings import hooks, left_out

MARK = "RUNBOOK_GEN_TEST_RUN"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return begun(tmp_path / "project")


def test_code_that_lies_in_the_folder_is_not_run(project: Path) -> None:
    """Python would look for `json` there first, if it were left to it."""
    for name in ("json.py", "queue.py", "yaml.py"):
        (project / name).write_text("raise SystemExit('this is not the library')\n", "utf-8")
    command = [sys.executable, "-P", "-m", "runbook_gen.cli.main", "build", "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_an_extension_prints_is_no_answer(project: Path) -> None:
    hook = "import os\ndef on_pre_build(**_):\n    os.system('echo hi; cat')\n    print('ho')\n"
    (project / "mine").mkdir()
    (project / "mine" / "hook.py").write_text(hook, "utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [mine/hook.py]\n")
    assert hooks(project / "mkdocs.yml") == [str(project / "mine" / "hook.py")]
    assert build(project, "--no-packs") == 0


def test_pages_that_the_site_leaves_out_are_told_to_no_machine(project: Path) -> None:
    for name in ("drafts/a.md", ".notes/b.md", "later/c.md", "drafts/shown.md"):
        page = project / "docs" / "ko" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("# Not for all\n", "utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write('exclude_docs: |\n  drafts/*\n  !shown.md\ndraft_docs: "later/"\n')
    assert build(project, "--no-packs") == 0
    site = contents(project / "site")
    own = {name for name in site if name.startswith(("ko/drafts", "ko/.notes", "ko/later"))}
    assert own == {"ko/drafts/shown.html", "ko/drafts/shown.md"}
    assert b"drafts/a" not in site["sitemap.xml"] + site["llms.txt"]


@pytest.mark.parametrize(
    "text", ["", "[", "exclude_docs: [a]", "hooks: 3", "exclude_docs: !ENV A", "draft_docs: '!'"]
)
def test_settings_of_any_shape_leave_out_what_is_always_left_out(text: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    is_left_out = left_out(tmp_path / "mkdocs.yml")
    assert not is_left_out("waves.md")
    assert hooks(tmp_path / "mkdocs.yml") == []


def test_a_page_that_is_no_text_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs" / "en" / "latin.md").write_bytes(b"# caf\xe9\n")
    assert build(project, "--no-packs") == 2
    said = capsys.readouterr().err
    assert "latin.md" in said
    assert "Traceback" not in said


def test_the_folder_is_at_rest_where_nobody_writes(tmp_path: Path) -> None:
    with at_rest(tmp_path) as free:
        assert free
    with alone(tmp_path), at_rest(tmp_path) as free:
        assert not free
    with alone(tmp_path):
        pass


def running(mark: str) -> Iterator[int]:
    """The processes that have our mark in their environment."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "environ").read_bytes()
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if f"{MARK}={mark}".encode() in told and state != "Z":
            yield int(folder.name)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_a_build_that_is_killed_leaves_no_process(project: Path) -> None:
    mark = str(os.getpid())
    process = subprocess.Popen(
        [sys.executable, "-m", "runbook_gen.cli.main", "build", "--no-cache"],
        cwd=project,
        env=os.environ | {MARK: mark},
        stdout=subprocess.DEVNULL,
    )
    most = 0
    while process.poll() is None and most < 4:
        most = max(most, len(list(running(mark))))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert most >= 3
    for _ in range(100):
        if not list(running(mark)):
            return
        time.sleep(0.05)
    raise AssertionError(list(running(mark)))

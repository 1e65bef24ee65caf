"""Whatever stops a build, the site and the packs are whole: the old ones or the new ones."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.faults import FAULTS, run
from sources import ROOT, SOUND

from runbook_gen import render
from runbook_gen.cli import alone, build, exporters, manual, parallel, stage
from runbook_gen.cli import render as render_command
from runbook_gen.cli.generators import Generators
from runbook_gen.cli.main import main
from runbook_gen.cli.project import Project

Whole = dict[str, bytes]
SHOWN = ("site", "dist/rules")


def whole(folder: Path) -> dict[str, Whole]:
    """Every file of the site and of the packs."""
    return {
        name: {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted((folder / name).rglob("*"))
            if path.is_file()
        }
        for name in SHOWN
    }


def left_over(folder: Path) -> list[str]:
    """What only a run may have lying about; but in .runbook/, where everything may be removed."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob(".*runbook-gen-*"))
    return [name for name in found if not name.startswith(".runbook/")]


@contextmanager
def _generated(self: Generators, collection: object, site: stage.Stage) -> Iterator[None]:
    """In the site generator's stead, which would take seconds: a few pages."""
    yield
    for language in ("ko", "en"):
        docs = self._where.root / "docs" / language
        shutil.copytree(docs, site.new / language, copy_function=_as_a_page)


def _as_a_page(source: str, target: str) -> None:
    shutil.copy(source, str(Path(target).with_suffix(".html")))


def edited(folder: Path) -> None:
    """Another incident, so that site and packs change."""
    shutil.copy(ROOT / "tests" / "draft.yaml", folder / "incidents" / "slow-disk.yaml")
    settings = folder / "incidents" / "collection.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\npack_version: 9.0.0\n", "utf-8")


class Lab:
    """A project that was built, changed since, and is to be built again."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.kept = folder / "kept"
        self.folder = folder / "project"
        self.kept.mkdir()
        shutil.copytree(SOUND, self.kept / "incidents")
        shutil.copy(ROOT / "mkdocs.yml", self.kept)
        assert main(["build", "--collection", str(self.kept / "incidents")]) == 0
        (self.kept / "dist/rules/theirs.txt").write_text("somebody else's")
        self.old = whole(self.kept)
        edited(self.kept)
        self.fresh()
        self._remember(patch)
        code, self.writes = run(self.folder, ["build"])
        assert code == 0
        self.new = whole(self.folder)
        assert all(self.new[name] != self.old[name] for name in SHOWN)

    def _remember(self, patch: pytest.MonkeyPatch) -> None:
        """Make once what every build would make again, since only its writes are the matter."""
        reviewed = build.review(Project(self.folder / "incidents"))
        told = reviewed[0]
        assert told is not None
        pack = build.packed(build.rule_set(told), exporters.exporters())
        support = render_command.support(told, pack)
        pages = {c: list(render.render(told, c, manual.all_pages(), support)) for c in ("ko", "en")}
        front = list(render.front(told))
        cut = list(build.lettering(told, [], self.folder / "site"))
        patch.setattr(build, "review", lambda where, memory: reviewed)
        patch.setattr(build, "packed", lambda rules, targets, remember: pack)
        patch.setattr(build, "for_machines", lambda collection, pages, remember: front)
        patch.setattr(build, "lettering", lambda collection, pages, before, remember: cut)
        patch.setattr(render_command, "support", lambda collection, pack: support)
        patch.setattr(render, "render", lambda collection, language, *told: pages[language])

    def fresh(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.kept, self.folder)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Generators, "building", _generated)
        patch.setattr(Generators, "ready", lambda self, languages: None)
        patch.setattr(parallel, "_processors", lambda: 1)
        yield Lab(tmp_path_factory.mktemp("lost"), patch)


def chosen(writes: list[str]) -> list[int]:
    """Of every kind of write, by what is done in which folder: one."""
    kinds: dict[str, list[int]] = {}
    clearing = [n for n, write in enumerate(writes, 1) if "/" not in write and " " in write]
    for number, write in enumerate(writes, 1):
        if number in clearing[1:-1]:
            continue  # what was replaced goes file by file
        event, _, path = write.partition(" ")
        folder = "/".join(part.split("runbook-gen-")[0] for part in path.split("/")[:3] if part)
        kinds.setdefault(f"{event} {folder}", []).append(number)
    last = [number for number, write in enumerate(writes, 1) if write == "exchange"]
    picked = {ns[seed % len(ns)] for seed, ns in enumerate(kinds.values())}
    return sorted({*picked, *last, *(n + 1 for n in last)})


def test_the_writes_are_seen(lab: Lab) -> None:
    """Else the test below would prove nothing."""
    assert len(lab.writes) > 300
    assert lab.writes.count("exchange") == 2
    assert len(chosen(lab.writes)) > 25


@pytest.mark.parametrize(("fault", "every"), [*zip(FAULTS, (1, 4, 2, 2), strict=True)])
def test_a_build_that_is_stopped_leaves_all_whole(lab: Lab, fault: str, every: int) -> None:
    exchanges = [n for n, write in enumerate(lab.writes, 1) if write == "exchange"]
    for number in sorted({*chosen(lab.writes)[::every], *exchanges}):
        lab.fresh()
        code, _ = run(lab.folder, ["build"], number, fault)
        at = f"{fault} at write {number}, {lab.writes[number - 1]}: ended with {code}"
        assert code in (0, 2, 130, -signal.SIGKILL), at
        found = whole(lab.folder)
        for name in SHOWN:
            assert found[name] in (lab.old[name], lab.new[name]), at
        assert code != 0 or found == lab.new, at
        if left_over(lab.folder):  # the fault met the clearing away, or nothing was cleared away
            assert run(lab.folder, ["build"])[0] == 0, at
            assert whole(lab.folder) == lab.new, at
            assert left_over(lab.folder) == [], at


def test_without_an_exchange_a_killed_run_is_mended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two renames nothing is in its place, and all of it beside it."""
    monkeypatch.setattr(stage, "_exchanged", lambda one, other: False)
    out = tmp_path / "site"
    (out / "en").mkdir(parents=True)
    child = os.fork()
    if child == 0:
        with stage.staged(out) as new:
            new.new.mkdir()
            monkeypatch.setattr(Path, "rename", _dies_at_the_second(Path.rename))
            new.put()
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert not out.exists()
    with stage.staged(out):
        assert [path.name for path in out.iterdir()] == ["en"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _dies_at_the_second(rename: Callable[..., Path]) -> Callable[..., Path]:
    calls: list[Path] = []

    def dying(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return rename(path, target)

    return dying


def test_a_disk_that_is_full_indeed(project: Path) -> None:
    """The system refuses to write more: no file may be larger than some of the site's."""
    shutil.copy(ROOT / "mkdocs.yml", project)
    command = [sys.executable, "-m", "runbook_gen.cli.main", "build"]
    assert subprocess.run(command, cwd=project, capture_output=True).returncode == 0
    before = whole(project)
    edited(project)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    command.append("--no-cache")  # which would find the large ones on the disk already
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, preexec_fn=limit)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.partition("the site generator failed")[0]
    assert "File too large" in done.stderr
    assert whole(project) == before
    assert left_over(project) == []


def test_a_folder_that_is_only_read_is_named(project: Path, runbook: Run) -> None:
    (project / "dist").write_text("a file where a folder belongs")
    shutil.copy(ROOT / "mkdocs.yml", project)
    ran = runbook("build")
    assert ran.code == 2
    assert "dist" in ran.err
    assert not (project / "site").exists()
    assert left_over(project) == []


HOLDS = (
    "from pathlib import Path; import time\n"
    "from runbook_gen.cli.alone import alone\n"
    "with alone(Path()): print('held', flush=True); time.sleep(60)"
)


@contextmanager
def held(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Another run, which writes."""
    command = [sys.executable, "-c", HOLDS]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_a_second_run_says_that_it_waits_and_a_killed_one_is_not_waited_for(project: Path) -> None:
    command = [sys.executable, "-m", "runbook_gen.cli.main", "render"]
    with held(project) as other:
        second = subprocess.Popen(
            command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert second.stderr is not None
        assert "another run writes to ./; waiting until it is done" in second.stderr.readline()
        time.sleep(0.3)
        assert second.poll() is None
        other.send_signal(signal.SIGKILL)
        out, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert "pages in docs/" in out


def test_a_child_does_not_hold_the_lock_of_a_killed_parent(project: Path) -> None:
    """Rendering forks; what it forked may outlive it for a moment."""
    forks = HOLDS.replace("time.sleep(60)", "import os; os.fork() or time.sleep(5); time.sleep(60)")
    parent = subprocess.Popen(
        [sys.executable, "-c", forks], cwd=project, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "held\n"
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    began = time.monotonic()
    with alone.alone(project):
        assert time.monotonic() - began < 2


def test_two_builds_at_once_do_not_mix(project: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", project)
    command = [sys.executable, "-m", "runbook_gen.cli.main", "build"]
    runs = [
        subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for each in runs:
        each.communicate(timeout=120)
    assert [each.returncode for each in runs] == [0, 0, 0]
    found = whole(project)
    assert subprocess.run(command, cwd=project, capture_output=True).returncode == 0
    assert whole(project) == found
    assert left_over(project) == []

"""A new repository: what is in it, and what `init` leaves alone."""

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml
from cli.conftest import Run
from jinja2 import Environment, meta
from programs import Run as RunProgram
from programs import Tool
from sources import ROOT

from runbook_gen import __version__
from runbook_gen.cli import writing
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.requirement import requirement
from runbook_gen.cli.template import OUR_LANGUAGES, Answers

TEMPLATE = ROOT / "runbook_gen" / "template"
FILES = (
    ".editorconfig",
    ".gitattributes",
    ".github/CODEOWNERS",
    ".github/ISSUE_TEMPLATE/incident.yml",
    ".github/pull_request_template.md",
    ".github/workflows/publish.yml",
    ".github/workflows/review.yml",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "Makefile",
    "README.md",
    "docs/schema/cluster.schema.json",
    "docs/schema/incident.schema.json",
    "docs/schema/settings.schema.json",
    "incidents/cluster.yaml",
    "incidents/collection.yaml",
    "incidents/node-out-of-memory.yaml",
    "mkdocs.yml",
    "requirements.txt",
)
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def test_it_writes_a_repository_and_says_what_to_do_next(folder: Path, runbook: Run) -> None:
    done = runbook("init", "team")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"team/: {len(FILES)} files; languages: Korean (ko), English (en).\n"
        "Next:\n  cd team\n  git init -b main\n  make site\n"
    )
    assert files(folder / "team") == sorted(FILES)
    assert [p.name for p in folder.iterdir()] == ["team"]
    assert (folder / "team/requirements.txt").read_text() == f"runbook-gen=={__version__}\n"
    assert all(b"\r" not in (folder / "team" / name).read_bytes() for name in FILES)


def test_its_names_are_names_on_every_system() -> None:
    for name in FILES:
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name)
        assert not any(DEVICE.fullmatch(p) or p.endswith(".") for p in name.split("/"))
    assert len({name.lower() for name in FILES}) == len(FILES)


@pytest.mark.parametrize("languages", ["ko,en", "en", "ja", "de,ja", "en,ja,de,ko"])
def test_the_example_is_sound_and_its_rules_are_proven(runbook: Run, languages: str) -> None:
    assert runbook("init", "team", "--languages", languages).code == 0
    at = ("--collection", "team/incidents")
    assert runbook("check", "--strict", *at) == (0, "No findings.\n", "")
    proven = runbook("test", "--strict", *at)
    assert proven.code == 0
    assert "2 rules: 2 proven, 0 failed." in proven.out
    assert runbook("scan", "team", *at).code == 0
    settings = yaml.safe_load(Path("team/incidents/collection.yaml").read_text("utf-8"))
    assert settings["languages"] == languages.split(",")
    assert "checks" not in settings


@pytest.mark.parametrize("languages", ["fr", "en,fr", "no,en", "ko,sw,tlh"])
def test_a_language_that_we_do_not_write_has_english_words(runbook: Run, languages: str) -> None:
    done = runbook("init", "team", "--languages", languages)
    assert done.code == 0
    foreign = ", ".join(code for code in languages.split(",") if code not in ("ko", "en"))
    assert f"the example's words are English in: {foreign}." in done.err
    assert f"the site's own words, such as headings, are English in: {foreign}." in done.err
    assert "make words CODE=" in done.err
    checked = runbook("check", "--collection", "team/incidents")
    assert checked.code == 0
    assert set(re.findall(r"\[(.*)\]$", checked.out, re.M)) <= {"note: untranslated-text"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--languages", "jp"], "'jp' is no ISO 639 code"),
        (["--languages", "en,en"], "names a language twice"),
        (["--languages", ""], "'' is no ISO 639 code"),
        (["--languages", "en\n- x"], "is no ISO 639 code"),
        (["--url", "runbooks.example.com"], "is no address"),
        (["--url", 'https://x" # y'], "is no address"),
        (["--from", "./no.whl"], "is no file or folder here"),
        (["--from", "runbook-gen\n--index-url x"], "is no file or folder here"),
        (["--from", "https://me:secret@example.com/x.whl"], "holds a password"),
        (["--from", "git+https://token@example.com/x"], "holds a password"),
    ],
)
def test_what_does_not_do_is_refused_and_nothing_is_written(
    folder: Path, runbook: Run, words: list[str], said: str
) -> None:
    done = runbook("init", "team", *words)
    assert done.code == 2
    assert said in done.err
    assert "secret" not in done.err
    assert files(folder) == []


def test_what_pip_installs(folder: Path) -> None:
    wheel = folder / "wheels" / "runbook_gen-1.0-py3-none-any.whl"
    odd = folder / "a b #c.whl"
    wheel.parent.mkdir()
    wheel.touch()
    odd.touch()
    team = folder / "team"
    assert requirement(str(wheel), team) == f"../wheels/{wheel.name}"
    assert requirement("wheels", folder) == "./wheels"
    assert requirement(str(odd), team) == f"runbook-gen @ {odd.as_uri()}"
    assert "%23" in odd.as_uri()
    assert requirement("git+ssh://git@example.com/x@v1", team).startswith("runbook-gen @ git+ssh:")
    assert requirement("runbook-gen >=1, <2", team) == "runbook-gen >=1, <2"
    with pytest.raises(CannotRun):
        requirement("somebody-elses==1", team)


def test_a_path_of_this_machine_is_told(runbook: Run) -> None:
    Path("x.whl").touch()
    assert "only this machine has" in runbook("init", "team", "--from", "x.whl").err


def test_a_folder_with_files_is_left_alone(folder: Path, runbook: Run) -> None:
    (folder / "team").mkdir()
    (folder / "team" / "notes.txt").write_text("mine")
    done = runbook("init", "team")
    assert done.code == 2
    assert "team holds files already" in done.err
    assert files(folder) == ["team/notes.txt"]


def test_force_leaves_what_differs_and_names_it(folder: Path, runbook: Run) -> None:
    team = folder / "team"
    runbook("init", "team")
    (team / "README.md").write_text("mine")
    (team / ".gitignore").unlink()
    (team / ".gitignore").symlink_to("nowhere")
    (team / "Makefile").unlink()
    done = runbook("init", "team", "--force")
    assert done.code == 0
    assert "Left as they were, since they differ: .gitignore, README.md.\n" in done.out
    assert (team / "README.md").read_text() == "mine"
    assert (team / ".gitignore").is_symlink()
    assert (team / "Makefile").is_file()


def test_an_empty_repository_is_an_empty_folder(folder: Path, runbook: Run) -> None:
    (folder / ".git").mkdir()
    done = runbook("init", ".")
    assert done.code == 0
    assert done.out.endswith("Next:\n  make site\n  .venv/bin/runbook-gen new\n")
    assert (folder / "incidents" / "collection.yaml").is_file()


@pytest.mark.parametrize("where", ["incidents", "docs", ".github/workflows"])
def test_nothing_is_written_through_a_link_or_over_a_file(
    folder: Path, runbook: Run, where: str
) -> None:
    (folder / "theirs").mkdir()
    (folder / "team" / where).parent.mkdir(parents=True)
    (folder / "team" / where).symlink_to(folder / "theirs")
    done = runbook("init", "team", "--force")
    assert done.code == 2
    assert "is no folder, and one belongs there" in done.err
    assert files(folder) == []


def test_a_file_in_the_way(folder: Path, runbook: Run) -> None:
    (folder / "team").write_text("mine")
    assert "team is no folder" in runbook("init", "team").err
    assert runbook("init", "team/below").code == 2
    (folder / "other" / "README.md").mkdir(parents=True)
    assert "README.md is a folder" in runbook("init", "other", "--force").err
    assert files(folder) == ["team"]


def test_it_is_there_whole_or_not_at_all(
    folder: Path, runbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path, artifacts: object) -> None:
        folder.mkdir()
        (folder / "half").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "write", fail)
    assert runbook("init", "team").code == 130
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["my team's #1 런북", "-x", "a;b $(c) `d`", "x" * 255, "{{ y }}"])
def test_a_folder_may_be_called_what_it_likes(folder: Path, runbook: Run, name: str) -> None:
    done = runbook("init", "--", name)
    assert done.code == 0
    assert (folder / name / "Makefile").is_file()
    [line] = [line for line in done.out.splitlines() if line.startswith("  cd ")]
    assert folder / shlex.split(line)[1] == folder / name


def test_but_not_what_a_terminal_obeys(folder: Path, runbook: Run) -> None:
    assert "control character" in runbook("init", "a\x1b[2J").err
    assert list(folder.iterdir()) == []


def test_copier_asks_for_what_init_knows() -> None:
    questions = yaml.safe_load((TEMPLATE / "copier.yml").read_text("utf-8"))
    asked = {name for name in questions if not name.startswith("_")}
    assert asked == set(Answers._fields)
    environment = Environment()
    used = {
        name
        for path in TEMPLATE.rglob("*.jinja")
        for name in meta.find_undeclared_variables(environment.parse(path.read_text("utf-8")))
    }
    assert used == asked
    said = (TEMPLATE / "said.jinja").read_text("utf-8")
    assert f"OURS = {json.dumps(list(OUR_LANGUAGES))}" in said


def test_no_text_of_the_example_lacks_a_language() -> None:
    for path in (TEMPLATE / "project" / "incidents").glob("*.jinja"):
        calls = re.findall(r"\{\{ say\((.*?)\) \}\}", path.read_text("utf-8"), re.DOTALL)
        assert calls
        lacking = [c for c in calls if not all(f"{code}=" in c for code in OUR_LANGUAGES)]
        assert lacking == [], path.name


def test_its_workflows_are_sound_pinned_and_may_little(
    folder: Path, runbook: Run, run: RunProgram, tool: Tool
) -> None:
    runbook("init", "team")
    (folder / "team" / ".git").mkdir()
    linted = run(tool("yaml", "actionlint"), "-shellcheck=", "-pyflakes=", cwd=folder / "team")
    assert (linted.code, linted.text) == (0, "")
    for path in (folder / "team" / ".github" / "workflows").iterdir():
        text = path.read_text("utf-8")
        uses = re.findall(r"uses: (.*)", text)
        assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u) for u in uses)
        workflow = yaml.load(text, yaml.BaseLoader)
        assert workflow["permissions"] == {"contents": "read"}
        more = {job: spec["permissions"] for job, spec in workflow["jobs"].items()
                if "permissions" in spec}  # fmt: skip
        assert set(more) <= {"publish"}


def test_its_editors_know_the_schemas(folder: Path, runbook: Run) -> None:
    runbook("init", "team")
    team = folder / "team"
    settings = json.loads((team / ".vscode" / "settings.json").read_text("utf-8"))
    assert all((team / schema).is_file() for schema in settings["yaml.schemas"])
    for path in (team / "incidents").glob("*.yaml"):
        schema = path.read_text("utf-8").partition("\n")[0].partition("$schema=")[2]
        assert (path.parent / schema).is_file()
        assert (ROOT / "docs" / "schema" / Path(schema).name).read_bytes() == (
            path.parent / schema
        ).read_bytes()


def test_it_tells_nothing_of_this_repository_and_leaves_nothing_to_write() -> None:
    words = [p.read_text("utf-8") for p in TEMPLATE.rglob("*") if p.is_file()]
    assert not any("sesacthon" in text or "TODO" in text for text in words)

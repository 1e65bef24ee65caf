"""Workflows, the action, hooks and scripts: judged by the tools that know them."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from programs import Run, Tool
from sources import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEMPLATE = ROOT / "runbook_gen" / "template" / "project"
ACTION = ROOT / "action.yml"
SCRIPTS = sorted((ROOT / "action").glob("*.sh"))
PIN = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
WRITES = {
    ("comment.yml", "write"): {"pull-requests": "write"},
    ("publish.yml", "attach"): {"contents": "write"},
    ("publish.yml", "pages"): {"pages": "write", "id-token": "write"},
}
"""The jobs that may write, and what: none of them checks out or runs what a change brings."""


@pytest.fixture
def github(tmp_path: Path) -> Path:
    """A repository with our workflows and action."""
    (tmp_path / ".git").mkdir()
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    shutil.copy(ACTION, tmp_path)
    return tmp_path


def test_actionlint(github: Path, run: Run, tool: Tool) -> None:
    shellcheck = str(ROOT / ".venv" / "bin" / "shellcheck")
    words = (f"-shellcheck={shellcheck if Path(shellcheck).exists() else ''}", "-pyflakes=")
    linted = run(tool("yaml", "actionlint"), *words, cwd=github)
    assert (linted.code, linted.text) == (0, "")


@pytest.mark.parametrize("where", ["ours", "template"])
def test_zizmor(github: Path, run: Run, tool: Tool, where: str) -> None:
    folder = github
    if where == "template":
        folder = github / "template"
        shutil.copytree(TEMPLATE / ".github", folder / ".github")
    words = ("--offline", "--no-progress", "--quiet", "--no-config", "--persona", "pedantic")
    found = run(tool("review", "zizmor"), *words, ".", cwd=folder)
    assert found.code == 0, found.text


def test_pre_commit_knows_the_hooks(run: Run, tool: Tool) -> None:
    hooks = str(ROOT / ".pre-commit-hooks.yaml")
    told = run(tool("review", "pre-commit"), "validate-manifest", hooks)
    assert (told.code, told.text) == (0, "")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_shellcheck(script: Path, run: Run) -> None:
    told = run(str(ROOT / ".venv" / "bin" / "shellcheck"), str(script))
    assert (told.code, told.text) == (0, "")
    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=lambda file: file.name)
def test_actions_are_pinned(file: Path) -> None:
    uses = re.findall(r"uses: (\S+(?: # v\S+)?)", file.read_text("utf-8"))
    assert uses
    assert [u for u in uses if not u.startswith("./") and not PIN.fullmatch(u)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_tokens_read_only_but_where_it_is_told(file: Path) -> None:
    workflow = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    assert workflow["permissions"] == {}
    assert "secrets" not in file.read_text("utf-8").replace("no secrets", "")
    assert "pull_request_target" not in workflow["on"]
    for name, job in workflow["jobs"].items():
        writes = {k: v for k, v in job["permissions"].items() if v != "read"}
        assert writes == WRITES.get((file.name, name), {})
        steps = "\n".join(str(step) for step in job["steps"])
        if writes:
            assert "tool/" not in steps
            assert "action/" not in steps or "workflow_sha" in steps
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] == "false"
                assert "head" not in str(step["with"])
            assert "${{" not in step.get("run", "")


def test_the_comment_is_of_the_same_workflow_that_reviews() -> None:
    review, comment = (
        yaml.load((ROOT / ".github" / "workflows" / f"{n}.yml").read_text("utf-8"), yaml.BaseLoader)
        for n in ("review", "comment")
    )
    assert comment["on"]["workflow_run"]["workflows"] == [review["name"]]

"""The scripts that talk to GitHub: against a `gh` that only writes down what it is asked."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from programs import Tool
from sources import ROOT

MARK = "<!-- runbook-gen review -->"
GH = """\
#!/usr/bin/env bash
# Answers what a file says, by jq's own program where the system has it, and notes every call.
printf '%s\\n' "$(printf '%s\\x1f' "$@")" >>"$CALLS"
while [ $# -gt 0 ]; do
  case $1 in --jq) jq -r "$2" "$ANSWER"; exit ;; --field) cat "${2#body=@}" >"$BODY" ;; esac
  shift
done
"""
OURS = {"login": "github-actions[bot]"}


class GitHub:
    """What was asked of `gh`, and what it answers."""

    def __init__(self, folder: Path) -> None:
        (folder / "bin").mkdir()
        (folder / "bin" / "gh").write_text(GH, "utf-8")
        (folder / "bin" / "gh").chmod(0o755)
        self.folder = folder

    def run(self, script: str, answer: object, **env: str) -> "subprocess.CompletedProcess[str]":
        (self.folder / "answer.json").write_text(json.dumps(answer), "utf-8")
        for name in ("calls", "output"):
            (self.folder / name).write_text("")
        return subprocess.run(
            ["bash", str(ROOT / "action" / script)],
            cwd=self.folder,
            env=os.environ
            | {
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "CALLS": str(self.folder / "calls"),
                "ANSWER": str(self.folder / "answer.json"),
                "BODY": str(self.folder / "body"),
                "GITHUB_OUTPUT": str(self.folder / "output"),
                "REPOSITORY": "lab/runbooks",
            }
            | env,
            capture_output=True,
            text=True,
            timeout=60,
        )

    @property
    def calls(self) -> list[list[str]]:
        text = (self.folder / "calls").read_text("utf-8")
        return [line.split("\x1f")[:-1] for line in text.splitlines()]

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text("utf-8")


@pytest.fixture
def github(tmp_path: Path, system: Tool) -> GitHub:
    system("jq", "jq")
    return GitHub(tmp_path)


def pull(number: int, sha: str, base: str = "b" * 40) -> dict[str, object]:
    return {"number": number, "head": {"sha": sha}, "base": {"sha": base}}


HEAD = {"HEAD_OWNER": "them", "HEAD_BRANCH": "x&state=closed $(touch owned)", "HEAD_SHA": "a" * 40}


def test_the_pull_request_is_that_of_the_reviewed_commit(github: GitHub) -> None:
    done = github.run("find-pull.sh", [pull(3, "c" * 40), pull(7, "a" * 40)], **HEAD)
    assert done.returncode == 0, done.stderr
    assert github.output == f"number=7\nbase={'b' * 40}\n"
    [call] = github.calls
    assert f"head=them:{HEAD['HEAD_BRANCH']}" in call
    assert not (github.folder / "owned").exists()


@pytest.mark.parametrize(
    "pulls", [[], [pull(3, "c" * 40)], [pull(7, "a" * 40, "main\nnumber=1")]], ids=repr
)
def test_none_is_none(github: GitHub, pulls: object) -> None:
    assert github.run("find-pull.sh", pulls, **HEAD).returncode == 0
    assert github.output == "number=\nbase=\n"


def comment(github: GitHub, comments: list[object], text: str = f"{MARK}\n@x", pull: str = "7"):
    (github.folder / "review.md").write_text(text, "utf-8")
    return github.run(
        "comment.sh", comments, PULL=pull, FILE=str(github.folder / "review.md")
    )  # fmt: skip


def test_the_first_comment(github: GitHub) -> None:
    theirs = {"id": 1, "user": {"login": "them"}, "body": f"{MARK}\nforged"}
    ours = {"id": 2, "user": OURS, "body": "something else"}
    assert comment(github, [theirs, ours]).returncode == 0
    asked, written = github.calls
    assert "repos/lab/runbooks/issues/7/comments" in asked
    assert written[2:5] == ["--method", "POST", "repos/lab/runbooks/issues/7/comments"]
    assert (github.folder / "body").read_text("utf-8") == f"{MARK}\n@x"


def test_it_is_brought_up_to_date(github: GitHub) -> None:
    ours = [{"id": n, "user": OURS, "body": f"{MARK}\nold"} for n in (12, 13)]
    assert comment(github, ours).returncode == 0
    assert github.calls[-1][2:5] == ["--method", "PATCH", "repos/lab/runbooks/issues/comments/12"]


def test_what_is_no_review_is_not_written(github: GitHub) -> None:
    assert comment(github, [], text="hello").returncode == 2
    assert comment(github, [], pull="7/../8").returncode == 2
    assert github.calls == []

"""A good, a sloppy and a hostile change, reviewed by the script that the Action runs."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from golden import same_as
from review.repository import ODD, git, repository
from selectolax.lexbor import LexborHTMLParser
from sources import ROOT

from runbook_gen.report.review_markdown import LONGEST, MARK

GOLDEN = Path(__file__).parent / "golden"
COMMAND = re.compile(r"^::[a-z-]+[ :]", re.MULTILINE)


class Reviewed(NamedTuple):
    folder: Path
    code: int
    out: str
    comment: str
    told: dict[str, Any]

    @property
    def annotations(self) -> str:
        """What the runner would make annotations of: no text of a tool that was silenced."""
        lines, silenced = [], ""
        for line in self.out.splitlines():
            if silenced:
                silenced = "" if line == f"::{silenced}::" else silenced
            elif line.startswith("::stop-commands::"):
                silenced = line.removeprefix("::stop-commands::")
            elif COMMAND.match(line) and "group" not in line:
                lines.append(line)
        return "".join(f"{line}\n" for line in lines)


@pytest.fixture(scope="module", params=["good", "sloppy", "hostile"])
def change(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def reviewed(change: str, tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    return review(repository(tmp_path_factory.mktemp(change), change), build=change == "good")


def review(folder: Path, *, build: bool) -> Reviewed:
    program = folder.parent / f"{folder.name}-runbook-gen"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m runbook_gen.cli.main "$@"\n')
    program.chmod(0o755)
    out = folder.parent / f"{folder.name}-review"
    summary = folder.parent / f"{folder.name}-summary.md"
    done = subprocess.run(
        ["bash", str(ROOT / "action" / "review.sh")],
        cwd=folder,
        env=os.environ
        | {
            "RUNBOOK_GEN": str(program),
            "BASE": "main",
            "OUT": str(out),
            "BUILD": str(build).lower(),
            "GITHUB_STEP_SUMMARY": str(summary),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    comment = (out / "review.md").read_text("utf-8")
    assert summary.read_text("utf-8") == comment
    told = json.loads((out / "review.json").read_text("utf-8"))
    return Reviewed(folder, done.returncode, done.stdout, comment, told)


# The rules of a collection that does not load cannot be proven: 2.
VERDICTS = {"good": (0, "sound"), "sloppy": (1, "mend"), "hostile": (2, "mend")}


def test_verdict_comment_and_annotations(change: str, reviewed: Reviewed) -> None:
    assert (reviewed.code, reviewed.told["verdict"]["level"]) == VERDICTS[change], reviewed.out
    same_as(GOLDEN / f"{change}.annotations.txt", reviewed.annotations)
    same_as(GOLDEN / f"{change}.md", reviewed.comment)


def test_the_site_of_a_good_change_is_built(change: str, reviewed: Reviewed) -> None:
    built = (reviewed.folder / "site" / "en" / "incidents" / "coredns-loop.html").is_file()
    assert built == (change == "good")


def test_main_is_not_blamed_on_the_change(reviewed: Reviewed) -> None:
    assert "README.md" not in reviewed.comment


def test_from_commits_alone_it_says_the_same(change: str, reviewed: Reviewed) -> None:
    """As comment.yml reads it: from the default branch, with the change never checked out."""
    git(reviewed.folder, "checkout", "-q", "-f", "main")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "runbook_gen.cli.main", "review", "main", "topic",
             "--format", "markdown"],
            cwd=reviewed.folder, capture_output=True, text=True,
        )  # fmt: skip
    finally:
        git(reviewed.folder, "checkout", "-q", "-f", "topic")
    assert done.returncode == (change != "good")
    assert done.stdout == reviewed.comment


def test_nothing_foreign_lives_in_the_comment(reviewed: Reviewed) -> None:
    from markdown_it import MarkdownIt

    comment = reviewed.comment
    assert len(comment) <= LONGEST + 200
    assert comment.startswith(f"{MARK}\n")
    assert comment.count(MARK) == 1
    assert comment.isprintable() or all(c.isprintable() or c in "\n\u200b" for c in comment)
    tree = LexborHTMLParser(
        MarkdownIt("commonmark", {"html": True}).enable("table").render(comment)
    )
    tags = {node.tag for node in tree.root.traverse()}  # type: ignore[union-attr]
    plain = "html head body h2 h3 p ul li strong em code pre table thead tbody tr th td br"
    assert tags - {"-text", "-comment", "_comment"} <= set(plain.split())
    for node in tree.css("code"):
        node.decompose()
    words = tree.text()
    assert not re.search(r"(?<![\w`])@[\w-]|#\d|://|\bwww\.|\bGH-\d", words)


def test_what_hides_is_seen(tmp_path: Path) -> None:
    hostile = review(repository(tmp_path / "h", "hostile"), build=False)
    files = {record["file"]: record["state"] for record in hostile.told["records"]}
    assert files["incidents/bomb.yaml"] == "unreadable"
    assert files["incidents/evil.yaml"] == "added"  # .gitattributes says: export-ignore
    assert files["incidents/collection.yaml"] == "changed"
    assert files[ODD] == "unreadable"
    assert ".github/workflows/evil.yml" in hostile.told["elsewhere"]
    assert any("symbolic link" in f["message"] for f in hostile.told["findings"])
    reasons = " ".join(hostile.told["verdict"]["reasons"])
    assert "settings" in reasons
    assert "destroy" in reasons

"""A repository with a collection, and a branch with a change of it."""

import shutil
import subprocess
from pathlib import Path

from sources import ROOT, SOUND

HERE = Path(__file__).parent
WHO = ("-c", "user.name=Lab", "-c", "user.email=lab@example.com", "-c", "commit.gpgsign=false")
ODD = "incidents/`@lab`\n::error::x.yaml"
"""A name that would be a mention, end a code, and give the runner a command."""
EVIL = """\
on: pull_request_target
jobs: {x: {runs-on: ubuntu-latest, steps: [{run: "echo ${{ github.event.pull_request.title }}"}]}}
"""


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *WHO, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def repository(folder: Path, change: str) -> Path:
    """The sound collection on `main`, and on `topic` (where it stands) one of the changes."""
    shutil.copytree(SOUND, folder / "incidents")
    shutil.copy(ROOT / "runbook_gen" / "template" / "project" / "mkdocs.yml", folder)
    (folder / ".gitignore").write_text("/site/\n/dist/\n/docs/\n/.runbook/\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "base")
    git(folder, "switch", "-q", "-c", "topic")
    shutil.copytree(HERE / "changes" / change, folder, dirs_exist_ok=True)
    if change == "hostile":
        # Here rather than among the files, where git and other tools would obey them.
        (folder / "incidents" / "passwd.yaml").symlink_to("/etc/passwd")
        (folder / ODD).write_text("id: x\n", "utf-8")
        (folder / ".gitattributes").write_text("* export-ignore export-subst\n", "utf-8")
        (folder / ".github" / "workflows").mkdir(parents=True)
        (folder / ".github" / "workflows" / "evil.yml").write_text(EVIL, "utf-8")
    commit(folder, "change")
    git(folder, "switch", "-q", "main")
    (folder / "README.md").write_text("Meanwhile, on main.\n", "utf-8")
    commit(folder, "meanwhile")
    git(folder, "switch", "-q", "topic")
    return folder


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A", "-f", "incidents", ".")
    git(folder, "commit", "-q", "-m", message)

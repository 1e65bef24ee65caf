"""Which commits a clone has."""

import subprocess
from pathlib import Path

from runbook_gen.cli.command import CannotRun


class Commits:
    """Whether a clone has a commit: asked of git, one at a time, each once.

    Raises:
        CannotRun: the folder is no clone, or git is not installed.
    """

    def __init__(self, repo: Path) -> None:
        self._repo, self._known = repo, dict[str, bool]()
        if not self._git("rev-parse", "--git-dir"):
            raise CannotRun(f"{repo} is not a git repository. Name a clone: --repo DIR.")

    def __call__(self, commit: str) -> bool:
        """Whether the clone has `commit`."""
        if commit not in self._known:
            self._known[commit] = self._git("cat-file", "-e", f"{commit}^{{commit}}")
        return self._known[commit]

    def _git(self, *words: str) -> bool:
        try:
            done = subprocess.run(["git", "-C", str(self._repo), *words], capture_output=True)
        except FileNotFoundError:
            raise CannotRun("git is not installed. Install it, or leave --repo out.") from None
        return done.returncode == 0

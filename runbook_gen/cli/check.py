"""Check the collection, and say where, what and what to do.

Loads every file, reports every problem of every file with its line, and then judges the
collection as a whole. 'runbook-gen explain' lists the checks; their severity is set in
collection.yaml. With FILEs, only the findings in these are reported.
"""

import datetime
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import project, reporting
from runbook_gen.cli.command import CannotRun

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.finding import Finding


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="report these only")
    parser.add_argument("--repo", metavar="DIR", type=Path, help="look commits up in this clone")
    reporting.add_strict(parser)
    reporting.add_format(parser)


def run(args: Namespace) -> int:
    """Report every finding, in order of place."""
    _, findings = review(project.find(args.collection), args.repo)
    if args.files:
        named = {project.shown(path.absolute()) for path in args.files}
        findings = [finding for finding in findings if finding.place.file in named]
    reporting.show(findings, args.format)
    return reporting.verdict(findings, strict=args.strict)


def review(
    of: project.Project, repo: Path | None = None
) -> tuple["Collection | None", list["Finding"]]:
    """The collection, if it loads, and every finding in it."""
    from runbook_gen.check import Review, check
    from runbook_gen.model.finding import in_order

    loaded = of.load()
    findings = list(loaded.findings)
    if loaded.collection:
        known = _Commits(repo) if repo else None
        today = datetime.date.today()
        findings += check(Review(loaded.collection, today, known, loaded.left_out))
    return loaded.collection, list(in_order(findings))


class _Commits:
    """Whether a clone has a commit: asked of git, one at a time, each once."""

    def __init__(self, repo: Path) -> None:
        self._repo, self._known = repo, dict[str, bool]()
        if not self._git("rev-parse", "--git-dir"):
            raise CannotRun(f"{repo} is not a git repository. Name a clone: --repo DIR.")

    def __call__(self, commit: str) -> bool:
        if commit not in self._known:
            self._known[commit] = self._git("cat-file", "-e", f"{commit}^{{commit}}")
        return self._known[commit]

    def _git(self, *words: str) -> bool:
        import subprocess

        try:
            done = subprocess.run(["git", "-C", str(self._repo), *words], capture_output=True)
        except FileNotFoundError:
            raise CannotRun("git is not installed. Install it, or leave --repo out.") from None
        return done.returncode == 0

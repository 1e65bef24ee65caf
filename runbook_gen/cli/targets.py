"""What a scan looks at: the tree that each PATH belongs to, and which of its files are asked for.

In a git repository a path in a file may lead anywhere, since a kustomization may point above its
folder. The files around a folder that was named do not count: what opens a way in another cluster's
folder opens none in this one.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from runbook_gen.cli import git, project
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.disk_tree import DiskTree
from runbook_gen.model.fault import Unjudged
from runbook_gen.model.tree import STDIN, MemoryTree, Tree

Chosen = Callable[[str], bool]
"""Whether a path of a tree is meant."""


class Target(NamedTuple):
    """A tree to judge; what of it was named, and of that, what to report on.

    `shown` is a path of it as the user would write it.
    """

    tree: Tree
    named: Chosen
    only: Chosen
    shown: Callable[[str], str]

    @property
    def unread(self) -> list[Unjudged]:
        """What was named and could not be read."""
        unread = self.tree.unread if isinstance(self.tree, DiskTree) else []
        return [left for left in unread if self.named(left.file)]


def targets(paths: Sequence[str], since: str | None, examples: Path) -> Iterator[Target]:
    """The trees that PATHs lie in; where `since` is given, only what changed is reported on.

    What lies in the folder of `examples` is passed over, unless it is named.

    Raises:
        CannotRun: there is no such path, no such revision, or nothing to read on standard input.
    """
    if since is not None and not since.strip():
        raise CannotRun("--since names no revision. Name one, such as main, or leave it out.")
    files: list[Path] = []
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield Target(MemoryTree({STDIN: piped()}), _all, _all, lambda path: path)
        elif path.is_dir():
            yield _of_folder(path, since, examples)
        elif path.is_file():
            files.append(path)
        else:
            raise CannotRun(f"{name} is neither a file nor a folder. Name one, or '-'.")
    yield from _of_files(files, since, examples)


def _of_folder(folder: Path, since: str | None, examples: Path) -> Target:
    """A folder, in the repository that it lies in; by itself, if git leaves it out."""
    here = folder.resolve()
    root = git.top(here) or here
    tree = DiskTree(root, examples, here)
    if root != here and not any(tree.paths()):
        root, tree = here, DiskTree(here, examples)
    only = _all if since is None else _changed(here, root, since)

    above = "" if here == root else f"{here.relative_to(root).as_posix()}/"
    before = "" if (said := project.shown(folder)) == "." else f"{said}/"

    def shown(path: str) -> str:
        return before + path.removeprefix(above)

    return Target(tree, _all, only, shown)


def _of_files(files: Sequence[Path], since: str | None, examples: Path) -> Iterator[Target]:
    """Single files, judged in the repositories that they lie in."""
    by_root: dict[Path, set[str]] = {}
    for file in files:
        folder = file.resolve().parent
        root = git.top(folder) or folder
        by_root.setdefault(root, set()).add(file.resolve().relative_to(root).as_posix())
    for root, wanted in by_root.items():
        tree = DiskTree(root, examples)
        for path in sorted(wanted.difference(tree.paths())):
            reason = "not read: .gitignore leaves it out, or it is an example of a rule"
            tree.unread.append(Unjudged(path, 1, reason))
        changed = _all if since is None else _changed(root, root, since)
        only = frozenset(filter(changed, wanted)).__contains__
        yield Target(tree, wanted.__contains__, only, shown_from(root))


def shown_from(root: Path) -> Callable[[str], str]:
    """Tells how a path of the tree of `root` is shown."""
    return lambda path: project.shown(root / path)


def _all(_: str) -> bool:
    return True


def _changed(folder: Path, root: Path, since: str) -> Chosen:
    changed = git.changed_since(folder, since)
    return frozenset(path.relative_to(root).as_posix() for path in changed).__contains__


def piped() -> str:
    """What came in: unlike one file of many, it must be YAML, or nothing would be judged.

    Raises:
        CannotRun: it is neither YAML nor a template of it.
    """
    from runbook_gen.engine.parsers import NotYaml, yaml
    from runbook_gen.engine.template import is_template

    if sys.stdin is None:
        raise CannotRun("standard input is closed. Pipe manifests in, or name a folder.")
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig").replace("\r\n", "\n")
        yaml.parse(STDIN, text, MemoryTree({}))
    except UnicodeDecodeError:
        raise CannotRun("standard input is not UTF-8 text.") from None
    except NotYaml as error:
        if not is_template(text, parses=False):
            said = f"standard input is not YAML: line {error.line}: {error.problem}"
            raise CannotRun(f"{said}. Does the command before the pipe fail?") from None
    return text

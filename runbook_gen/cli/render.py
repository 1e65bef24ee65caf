"""Render the collection as Markdown pages, a folder for each language.

Pages of an earlier run that no incident makes any more are removed; other files are left alone.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import manual, project, writing
from runbook_gen.cli.command import CLEAN, CannotRun

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="where the languages' folders go (default: docs/)"
    )


def run(args: Namespace) -> int:
    """Render every language."""
    where = project.find(args.collection)
    out = args.out or where.root / "docs"
    pages, changed = render_all(where.sound(), out)
    sys.stdout.write(f"{pages} pages in {project.shown(out)}/, {changed} changed.\n")
    return CLEAN


def render_all(collection: "Collection", out: Path) -> tuple[int, int]:
    """Write the pages of every language; returns how many there are and how many changed."""
    from runbook_gen.render import render

    pages, changed = 0, 0
    for language in collection.languages:  # all are looked at before the first is written
        folder = out / language
        if folder.is_dir() and any(folder.iterdir()) and not (folder / writing.MARK).is_file():
            raise CannotRun(
                f"{project.shown(folder)} holds what this command did not write, and might be "
                "overwritten. Name another folder, or remove it yourself."
            )
    for language in collection.languages:
        folder = out / language
        try:
            paths, wrote = writing.write(folder, render(collection, language, manual.pages()))
        except LookupError as error:
            raise CannotRun(f"{error}.") from None
        changed += wrote + writing.remove_stale(folder, paths)
        pages += len(paths)
    return pages, changed

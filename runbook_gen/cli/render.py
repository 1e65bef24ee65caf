"""Render the collection as Markdown pages, a folder for each language.

Pages of an earlier run that no incident makes any more are removed; other files are left alone.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import manual, parallel, project, writing
from runbook_gen.cli.alone import alone
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.export import packed, rule_set

if TYPE_CHECKING:
    from runbook_gen.export import Pack
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.support import Support


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="where the languages' folders go (default: docs/)"
    )


def run(args: Namespace) -> int:
    """Render every language."""
    where = project.find(args.collection)
    out = args.out or where.root / "docs"
    collection = project.published(where.sound())
    tell_untranslated(collection.languages)
    with alone(where.root):
        pages, changed = render_all(collection, out)
    sys.stdout.write(f"{pages} pages in {project.shown(out)}/, {changed} changed.\n")
    return CLEAN


def render_all(collection: "Collection", out: Path, pack: "Pack | None" = None) -> tuple[int, int]:
    """Write the pages of every language; returns how many there are and how many changed.

    `pack` is what the targets make of the collection; without it, it is made.
    """
    from runbook_gen.render import render

    for language in collection.languages:  # all are looked at before the first is written
        folder = out / language
        if folder.is_dir() and any(folder.iterdir()) and not (folder / writing.MARK).is_file():
            raise CannotRun(
                f"{project.shown(folder)} holds what this command did not write, and might be "
                "overwritten. Name another folder, or remove it yourself."
            )
        writing.without_links(folder)
    told = manual.all_pages(), support(collection, pack)

    def written(language: str) -> tuple[int, int]:
        folder = out / language
        paths, wrote = writing.write(folder, render(collection, language, *told))
        return len(paths), wrote + writing.remove_stale(folder, paths)

    try:
        counts = parallel.each(written, collection.languages)
    except LookupError as error:
        raise CannotRun(f"{error}.") from None
    pages, changed = map(sum, zip(*counts, strict=True))
    return pages, changed


def tell_untranslated(languages: Iterable[str]) -> None:
    """Say which languages the site's own words are not translated to."""
    from runbook_gen.render.words import speaks

    if lacking := ", ".join(language for language in languages if not speaks(language)):
        sys.stderr.write(
            f"runbook-gen: the site's own words, such as headings, are English in: {lacking}. "
            "'make words CODE=…' in the repository of runbook-gen begins a translation.\n"
        )


def support(collection: "Collection", pack: "Pack | None" = None) -> "Support":
    """What each target can say of the collection's rules.

    Raises:
        CannotRun: a target cannot be loaded, or fails.
    """
    from runbook_gen.cli.exporters import exporters
    from runbook_gen.model.support import Support, Target

    losses = (pack or packed(rule_set(collection), exporters())).losses
    return Support((Target(p.id, p.text, p.kind) for p in manual.target_pages()), losses)

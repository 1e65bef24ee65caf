"""Render the collection as Markdown pages, a folder for each language.

Pages of an earlier run that no incident makes any more are removed; other files are left alone.
Where nothing has changed since the last run, neither the incidents nor a page, nothing is done.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import manual, parallel, project, rendered, writing
from runbook_gen.cli.alone import alone
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.export import lost, rule_set
from runbook_gen.cli.exporters import all_ours, exporters
from runbook_gen.cli.memory import remembering

if TYPE_CHECKING:
    from runbook_gen.export import Pack
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.support import Support


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="where the languages' folders go (default: docs/)"
    )
    parser.add_argument("--no-cache", action="store_true", help="render anew in any case")


def run(args: Namespace) -> int:
    """Render every language."""
    where = project.find(args.collection)
    out = args.out or where.root / "docs"
    kept = None if args.no_cache else rendered.remembered(where, out)
    pages, changed = (kept.pages, 0) if kept else _anew(where, out)
    sys.stderr.write(kept.said if kept else "")
    sys.stdout.write(f"{pages} pages in {project.shown(out)}/, {changed} changed.\n")
    return CLEAN


def _anew(where: project.Project, out: Path) -> tuple[int, int]:
    """Load and render; returns how many pages there are and how many changed."""
    contents = tuple(where.contents())
    collection = project.published(where.sound(contents))
    said = untranslated(collection.languages)
    sys.stderr.write(said)
    with alone(where.root):
        states, changed = _written(collection, out)
        if all_ours():  # of the code of others, nothing is known
            rendered.remember(where, contents, out, states, rendered.Kept(len(states), said))
    return len(states), changed


def render_all(
    collection: "Collection", out: Path, pack: "Pack | None" = None, memory: Path | None = None
) -> tuple[int, int]:
    """Write the pages of every language; returns how many there are and how many changed.

    `pack` is what the targets make of the collection; without it, it is made. `memory` is the
    folder of texts that were made before; without it, everything is made anew.
    """
    states, changed = _written(collection, out, pack, memory)
    return len(states), changed


def _written(
    collection: "Collection", out: Path, pack: "Pack | None" = None, memory: Path | None = None
) -> rendered.Written:
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

    def written(language: str) -> rendered.Written:
        folder = out / language
        with remembering(memory, language) as remember:
            artifacts = render(collection, language, *told, remember)
            states, changed = rendered.write(folder, artifacts)
        return rendered.Written(states, changed + writing.remove_stale(folder, map(Path, states)))

    try:
        each = parallel.each(written, collection.languages)
    except LookupError as error:
        raise CannotRun(f"{error}.") from None
    states = dict(chain.from_iterable(one.states.items() for one in each))
    return rendered.Written(states, sum(one.changed for one in each))


def tell_untranslated(languages: Iterable[str]) -> None:
    """Say which languages the site's own words are not translated to."""
    sys.stderr.write(untranslated(languages))


def untranslated(languages: Iterable[str]) -> str:
    """What there is to say of languages that the site's own words are not translated to."""
    from runbook_gen.render.words import speaks

    lacking = ", ".join(language for language in languages if not speaks(language))
    if not lacking:
        return ""
    return (
        f"runbook-gen: the site's own words, such as headings, are English in: {lacking}. "
        "'make words CODE=…' in the repository of runbook-gen begins a translation.\n"
    )


def support(collection: "Collection", pack: "Pack | None" = None) -> "Support":
    """What each target can say of the collection's rules.

    Raises:
        CannotRun: a target cannot be loaded, or fails.
    """
    from runbook_gen.model.support import Support, Target

    losses = pack.losses if pack else lost(rule_set(collection), exporters())
    return Support((Target(p.id, p.text, p.kind) for p in manual.target_pages()), losses)

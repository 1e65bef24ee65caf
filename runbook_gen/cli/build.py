"""Build everything: check, render, export, and the site in every language.

The site goes to site/<language>/ with a first page that leads to the reader's language, the rule
packs to dist/rules/. Findings stop the build before anything is published. Site and packs are each
replaced in one step once both are complete; whatever stops the build, they stay as they were.

A page of which nothing has changed since the last build is not made again; what is the same stays
the same file. `--no-cache` makes every page anew.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import exporters, parallel, project, reporting, writing
from runbook_gen.cli.alone import alone
from runbook_gen.cli.check import review
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.export import fill, packed, rule_set
from runbook_gen.cli.generators import Generators, generators
from runbook_gen.cli.lettering import lettering
from runbook_gen.cli.memory import FOLDER as TEXTS
from runbook_gen.cli.memory import remembering
from runbook_gen.cli.own_settings import left_out
from runbook_gen.cli.render import render_all, tell_untranslated
from runbook_gen.cli.stage import Stage, staged
from runbook_gen.engine.remembering import Remember
from runbook_gen.model.artifact import Artifact

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--out", metavar="DIR", type=Path, help="the site (default: site/)")
    parser.add_argument("--no-packs", action="store_true", help="leave the rule packs as they are")
    parser.add_argument("--no-cache", action="store_true", help="make every page anew")
    reporting.add_strict(parser)
    reporting.add_format(parser)


def run(args: Namespace) -> int:
    """Check, render, export, build the site."""
    where = project.find(args.collection)
    memory = None if args.no_cache else where.root / TEXTS
    with generators(where, memory) as at_work:
        return _built(args, where, memory, at_work)


def _built(
    args: Namespace, where: project.Project, memory: Path | None, at_work: Generators
) -> int:
    collection, findings = review(where, memory=memory)
    code = reporting.verdict(findings, strict=args.strict)
    reporting.show_failing(findings, args.format, strict=args.strict)
    if code != CLEAN or collection is None:
        sys.stderr.write("runbook-gen: nothing was built; mend these findings first.\n")
        return code
    collection = project.published(collection)
    out = (args.out or where.root / "site").absolute()
    replaceable(out)
    tell_untranslated(collection.languages)
    packs = None if args.no_packs else where.root / "dist" / "rules"
    with (
        alone(where.root),
        staged(out) as site,
        staged(packs) if packs else nullcontext() as rule_packs,
        steps(2) as step,
    ):
        at_work.ready(collection.languages)
        step("rendering pages and exporting rules")
        rules = rule_set(collection)
        with remembering(memory, "packs") as remember:
            pack = packed(rules, exporters.exporters(), remember)
        filled = partial(fill, rule_packs, pack, rules) if rule_packs else None
        with parallel.meanwhile(filled) if filled else nullcontext():
            pages, _ = render_all(collection, where.root / "docs", pack, memory)
        step("building the site")
        generate(where, collection, site, at_work)
        site.put()
        if rule_packs:
            rule_packs.put()
    if args.format == "text":
        rest = f", rules in {project.shown(packs)}/" if packs else ""
        sys.stdout.write(f"{pages} pages in {project.shown(out)}/{rest}.\n")
    return CLEAN


@contextmanager
def steps(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        done = iter(range(total))
        yield lambda name: progress.update(task, description=name, completed=next(done))


MARK = ".site-made-by-runbook-gen"  # not the mark of rendered pages, beside which others may stand


def replaceable(out: Path) -> None:
    """See to it that replacing `out` loses nothing of anybody's.

    Raises:
        CannotRun: it holds something that this command did not write.
    """
    if out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir())):
        return
    if out.exists() or out.is_symlink():
        raise CannotRun(
            f"{project.shown(out)} holds what this command did not write, and would be replaced. "
            "Name another folder, or remove it yourself."
        )


def generate(
    where: project.Project, collection: "Collection", site: Stage, at_work: Generators
) -> None:
    """Build every language at once, and what stands beside them.

    Raises:
        CannotRun: there is no mkdocs.yml, or the site generator failed.
    """
    config = where.root / "mkdocs.yml"
    if not config.is_file():
        raise CannotRun(
            f"{project.shown(config)} is missing: it configures the site. Put it beside "
            f"{where.incidents.name}/, with the line 'INHERIT: !ENV RUNBOOK_BASE' in it."
        )
    with at_work.building(collection, site), remembering(at_work.memory, "machine") as remember:
        pages = list(_pages(where, collection))  # and the rest while the generators work
        beside = list(for_machines(collection, pages, remember))
        faces = list(lettering(collection, pages, site.out, remember))
    site.write(beside)
    for path, data in faces:
        writing.write_bytes(site.new / path, data)
    writing.write_text(site.new / MARK, "This folder is made by runbook-gen and replaced whole.\n")
    site.settle()


def for_machines(
    collection: "Collection", pages: list[Artifact], remember: Remember
) -> Iterator[Artifact]:
    """What stands beside the generated pages: the first page, and what only machines read."""
    from runbook_gen.render import front, machine

    yield from front(collection)
    yield from machine(collection, pages, remember)


def _pages(where: project.Project, collection: "Collection") -> Iterator[Artifact]:
    """The pages that the site was built from, ours and those that were written by hand.

    Raises:
        CannotRun: one of these is not UTF-8.
    """
    docs, is_left_out = where.root / "docs", left_out(where.root / "mkdocs.yml")
    for language in collection.languages:
        for path in sorted((docs / language).rglob("*.md")):
            name = path.relative_to(docs).as_posix()
            if not is_left_out(name.removeprefix(f"{language}/")):
                yield Artifact(name, _text(path))


def _text(path: Path) -> str:
    """What `read_text` gives, in half its time."""
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise CannotRun(f"{project.shown(path)} is not UTF-8: save it as such ({error}).") from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

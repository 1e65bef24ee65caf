"""Serve the site here, in every language, and rebuild it when a file is saved.

The page in the browser reloads by itself after each rebuild. A file that does not check keeps the
last sound site in place: its findings are printed, and the page says so.
"""

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from runbook_gen.cli import build, project, reporting
from runbook_gen.cli.alone import alone
from runbook_gen.cli.check import review
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.export import packed, rule_set
from runbook_gen.cli.exporters import exporters
from runbook_gen.cli.generators import Generators, generators
from runbook_gen.cli.memory import FOLDER as TEXTS
from runbook_gen.cli.memory import remembering
from runbook_gen.cli.render import render_all


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000, help="default: 8000; 0 takes any")


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise ArgumentTypeError(f"'{text}' is not a port: 0 to 65535")
    return int(text)


def run(args: Namespace) -> int:
    """Serve, build, and watch until stopped."""
    from runbook_gen.cli.preview import Preview

    where = project.find(args.collection)
    out = (where.root / "site").absolute()
    build.replaceable(out)
    preview = Preview(out, args.host, args.port)
    sys.stdout.write(f"Serving {preview.address} - stop with Ctrl-C.\n")
    built = _stamp(where)
    try:
        with generators(where, where.root / TEXTS) as at_work:
            preview.advance(sound=_rebuild(where, out, at_work))
            # What is saved while a build runs, or before the watch begins, shows in the stamp.
            for stamp in _stamps(where):
                if stamp != built:
                    built = stamp
                    preview.advance(sound=_rebuild(where, out, at_work))
    finally:
        preview.stop()
    return CLEAN


Stamp = frozenset[tuple[str, int, int]]
"""The files that the site is made of: name, time in nanoseconds and size of each."""


def _stamp(where: project.Project) -> Stamp:
    found = set()
    for path in (*where.incidents.rglob("*"), where.root / "mkdocs.yml"):
        with suppress(OSError):  # it went away meanwhile
            about = path.stat()
            found.add((str(path), about.st_mtime_ns, about.st_size))
    return frozenset(found)


def _stamps(where: project.Project) -> Iterator[Stamp]:
    """The files as they are, after each save and each second.

    A checkout may take the folder away for a while.
    """
    from watchfiles import watch

    while True:
        watched = [path for path in (where.incidents, where.root / "mkdocs.yml") if path.exists()]
        with suppress(FileNotFoundError):  # it went away between the look and the watch
            for _ in watch(*watched, step=5, yield_on_timeout=True, rust_timeout=1000):
                if not where.incidents.is_dir():
                    break
                yield _stamp(where)
        while not where.incidents.is_dir():
            time.sleep(0.5)
        yield _stamp(where)


def _rebuild(where: project.Project, out: Path, at_work: Generators) -> bool:
    """Bring the site up to date; says whether it did, and prints why not."""
    try:
        collection, findings = review(where, memory=at_work.memory)
        reporting.show_failing(findings, "text", strict=False)
        if reporting.verdict(findings, strict=False) != CLEAN or collection is None:
            return False
        collection = project.published(collection)
        with alone(where.root):
            with remembering(at_work.memory, "packs") as remember:
                pack = packed(rule_set(collection), exporters(), remember)
            render_all(collection, where.root / "docs", pack, at_work.memory)
            build.build_site(where, collection, out, at_work)
    except (CannotRun, OSError) as error:
        sys.stderr.write(f"runbook-gen: {error}\n")
        return False
    sys.stdout.write("Built.\n")
    sys.stdout.flush()
    return True

"""Serve the site here, in every language, and rebuild it when a file is saved.

The page in the browser reloads by itself after each rebuild. A file that does not check keeps the
last sound site in place; its findings are printed.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from runbook_gen.cli import build, project, reporting
from runbook_gen.cli.check import review
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.render import render_all


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")


def run(args: Namespace) -> int:
    """Build, serve, and watch until stopped."""
    from watchfiles import watch

    from runbook_gen.cli.preview import Preview

    where = project.find(args.collection)
    out = (where.root / "site").absolute()
    if not _rebuild(where, out) and not out.is_dir():
        raise CannotRun("there is no sound site to serve yet. Mend the findings first.")
    preview = Preview(out, args.host, args.port)
    sys.stdout.write(f"Serving {preview.address} - stop with Ctrl-C.\n")
    sys.stdout.flush()
    watched = [where.incidents, where.root / "mkdocs.yml"]
    try:
        for _ in watch(*(path for path in watched if path.exists())):
            if _rebuild(where, out):
                preview.advance()
    finally:
        preview.stop()
    return CLEAN


def _rebuild(where: project.Project, out: Path) -> bool:
    """Bring the site up to date; says whether it did, and prints why not."""
    try:
        collection, findings = review(where)
        if reporting.verdict(findings, strict=False) != CLEAN or collection is None:
            reporting.show(findings, "text")
            return False
        render_all(collection, where.root / "docs")
        build.build_site(where, collection, out)
    except CannotRun as error:
        sys.stderr.write(f"runbook-gen: {error}\n")
        return False
    sys.stdout.write("Built.\n")
    sys.stdout.flush()
    return True

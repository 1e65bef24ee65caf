"""Explain a check: why it is there, a bad and a good example.

Without an ID, lists every check.
"""

import sys
from argparse import ArgumentParser, Namespace

from runbook_gen.cli.command import CLEAN, CannotRun


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("id", metavar="ID", nargs="?", help="a check, such as missing-translation")


def run(args: Namespace) -> int:
    """Print one page of the manual, or its contents."""
    from runbook_gen.cli import manual

    pages = {page.id: page for page in manual.pages()}
    if args.id is None:
        width = max(map(len, pages))
        for page in pages.values():
            first = page.text.partition("\n")[0]
            sys.stdout.write(f"{page.id:<{width}}  {page.kind:<7}  {first}\n")
        return CLEAN
    if args.id not in pages:
        from difflib import get_close_matches

        near = get_close_matches(args.id, pages, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else "'runbook-gen explain' lists them."
        raise CannotRun(f"there is no check '{args.id}'. {hint}")
    page = pages[args.id]
    sys.stdout.write(f"{page.id} ({page.kind})\n\n{page.text.strip()}\n")
    return CLEAN

"""Explain a check or a rule: what a finding means, and why it is one.

Of a check it tells why it is there, with a bad and a good example; of a rule, what it notices, what
to do, when it is wrong, and which incident it comes from. Without an ID, lists every check.
"""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from runbook_gen.cli.command import CLEAN, CannotRun

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "id", metavar="ID", nargs="?", help="a check, such as missing-translation, or a rule"
    )
    parser.add_argument("--language", metavar="CODE", help="of a rule (default: the source)")


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
        pages = {page.id: page for page in manual.all_pages()}
    if args.id in pages:
        page = pages[args.id]
        sys.stdout.write(f"{page.id} ({page.kind})\n\n{page.text.strip()}\n")
    else:
        sys.stdout.write(_rule(args, list(pages)))
    return CLEAN


def _rule(args: Namespace, checks: list[str]) -> str:
    from runbook_gen.cli import project
    from runbook_gen.render import rule_text

    collection = _collection(args)
    rules = {rule.id: (incident, rule) for incident, rule in collection.rules} if collection else {}
    if collection is None or args.id not in rules:
        from difflib import get_close_matches

        near = get_close_matches(args.id, [*checks, *rules], n=1)
        hint = f"Did you mean '{near[0]}'?" if near else "'runbook-gen explain' lists the checks."
        hint += "" if collection else " For a rule, name its collection: --collection DIR."
        raise CannotRun(f"there is no check or rule '{args.id}'. {hint}")
    language = project.language(collection, args.language)
    incident, rule = rules[args.id]
    page = collection.settings.record.page_url(language, f"incidents/{incident.id}")
    return rule_text(incident, rule, language, page)


def _collection(args: Namespace) -> "Collection | None":
    """The collection; None where none is near, and none was named."""
    from runbook_gen.cli import project

    try:
        where = project.find(args.collection)
    except CannotRun:
        if args.collection:
            raise
        return None
    return where.usable()

"""Tell how the translations stand: what is missing, and what is older than its original.

Without an ACTION, lists each language and exits with 1 where a text is missing or outdated.
'record' writes new translations into the ledger, '.translations/' beside the incidents; 'accept'
says besides that outdated ones still hold, all of them or those of FILE, FILE:LINE. The first
'accept' begins the ledger with things as they are. 'export' writes a language's texts as a PO
catalogue for Weblate or a translator, and 'import' brings it back: into the YAML files, text by
text, and into the ledger.
"""

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import catalogues, ledger, project, reporting
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun
from runbook_gen.cli.command_line import add_collection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runbook_gen.engine.translation import Standing


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options, and those of its actions."""
    parser.add_argument("--language", metavar="CODE", help="list this one only")
    reporting.add_format(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("record", help="record new translations in the ledger")
    accept = actions.add_parser("accept", help="say that outdated translations still hold")
    accept.add_argument("names", metavar="FILE[:LINE]", nargs="*", help="default: all of them")
    export = actions.add_parser("export", help="write a PO catalogue")
    export.add_argument("-o", "--out", metavar="FILE", type=Path, help="default: standard output")
    brought = actions.add_parser("import", help="bring a PO catalogue back")
    brought.add_argument("catalogue", metavar="FILE", type=Path, help="the PO file")
    brought.add_argument("--diff", action="store_true", help="show the changes, write nothing")
    for each in (export, brought):
        each.add_argument("--language", metavar="CODE", default=SUPPRESS, help="of the catalogue")
    for each in actions.choices.values():
        add_collection(each, SUPPRESS)


def run(args: Namespace) -> int:
    """Do what the action says."""
    where = project.find(args.collection)
    if args.action == "record":
        return _record(where, accepted=None)
    if args.action == "accept":
        return _record(where, accepted=args.names)
    if args.action == "export":
        return catalogues.export(where, args.language, args.out)
    if args.action == "import":
        return catalogues.bring(where, args.catalogue, args.language, write=not args.diff)
    return _list(args, where)


def _list(args: Namespace, where: project.Project) -> int:
    from runbook_gen.engine.translation import standings, tallies
    from runbook_gen.report import TRANSLATION_REPORTS

    collection = where.usable()
    wanted = collection.languages
    if args.language:
        wanted = (project.language(collection, args.language),)
    told = [each for each in tallies(collection) if each.language in wanted]
    left = [
        each
        for each in standings(collection)
        if each.language in wanted and each.state in ("missing", "outdated")
    ]
    report = TRANSLATION_REPORTS[args.format](told, left, collection.languages[0])
    reporting.emit(report, colour=args.format == "text")
    if args.format == "text" and not collection.ledger and len(collection.languages) > 1:
        sys.stderr.write(
            "runbook-gen: nothing is recorded yet, so nothing can be outdated. "
            "'runbook-gen translations accept' begins with things as they are.\n"
        )
    return FINDINGS if left else CLEAN


def _record(where: project.Project, accepted: list[str] | None) -> int:
    """Record what is new; of what is outdated, what was `accepted` (an empty list: all)."""
    from runbook_gen.engine.translation import recorded, standings

    collection = where.sound()
    old = [each for each in standings(collection) if each.state == "outdated"]
    named = _named(old, accepted) if accepted else old if accepted is not None else []
    chosen = {(each.entry.file, each.path, each.language) for each in named}
    pairs = recorded(collection, lambda s: (s.entry.file, s.path, s.language) in chosen)
    for name in ledger.write(where, collection, pairs):
        sys.stdout.write(f"{name}\n")
    count, left = sum(map(len, pairs.values())), len(old) - len(named)
    said = f"{count} translations are recorded; of {len(old)} outdated ones, {len(named)} accepted."
    sys.stderr.write(f"runbook-gen: {said}\n")
    return FINDINGS if left else CLEAN


def _named(old: "Iterable[Standing]", names: list[str]) -> "list[Standing]":
    """The outdated translations that FILE, FILE:LINE or FILE:LINE:COLUMN name.

    Raises:
        CannotRun: a name names none.
    """
    places = [(each, each.entry.locate((*each.path, each.language))) for each in old]
    found: list[Standing] = []
    for name in names:
        file = project.shown(Path(name))
        those = [
            each
            for each, place in places
            if file in (place.file, f"{place.file}:{place.line}", str(place))
        ]
        if not those:
            raise CannotRun(
                f"no outdated translation is at {name}. 'runbook-gen check' names them."
            )
        found += those
    return found

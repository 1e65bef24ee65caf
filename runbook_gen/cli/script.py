"""Write a runbook's steps as one Bash script.

Called without options, the script only shows the steps: '--reads' runs what only reads, '--apply'
everything, asking before each change; 'bash FILE --help' tells the rest. It refuses to begin
without the inputs that its commands need.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CLEAN, CannotRun


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("id", metavar="ID", help="an incident, as its file is named")
    parser.add_argument("--language", metavar="CODE", help="default: the collection's source")
    parser.add_argument("-o", "--out", metavar="FILE", type=Path, help="default: standard output")


def run(args: Namespace) -> int:
    """Write the script of one incident."""
    from runbook_gen.render.script import has_script, script

    collection = project.find(args.collection).usable()
    language = project.language(collection, args.language)
    incident = collection.by_id.get(args.id)
    if incident is None:
        from difflib import get_close_matches

        near = get_close_matches(args.id, collection.by_id, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else " Name one by its file, without .yaml."
        raise CannotRun(f"there is no incident '{args.id}'.{hint}")
    if not has_script(incident):
        raise CannotRun(f"'{args.id}' has no step with a command, so there is nothing to run.")
    try:
        text = script(collection, incident, language)
    except LookupError as error:
        raise CannotRun(f"{error}.") from None
    if args.out:
        writing.write_text(args.out, text)
        sys.stderr.write(f"{project.shown(args.out)}: 'bash {project.shown(args.out)}' shows it.\n")
    else:
        sys.stdout.write(text)
    return CLEAN

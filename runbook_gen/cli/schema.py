"""Write the JSON Schemas of the files, for editors; or the issue form, for reporters.

Each incident names its schema in its first line, so an editor with a YAML language server
completes and validates while one types. With --issue-form, GitHub's form for reporting an incident
is written instead, with the schema's fields and the collection's components.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CLEAN


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="default: docs/schema beside the collection; of the form, .github/ISSUE_TEMPLATE",
    )
    parser.add_argument("--issue-form", action="store_true", help="write GitHub's form instead")


def run(args: Namespace) -> int:
    """Write one schema for each kind of file, or the form."""
    from runbook_gen.model.schema import schemas

    if args.issue_form:
        return _issue_form(args)
    out = args.out or project.find(args.collection).root / "docs" / "schema"
    paths, changed = writing.write(out, schemas())
    sys.stdout.write(f"{len(paths)} schemas in {project.shown(out)}/, {changed} changed.\n")
    return CLEAN


def _issue_form(args: Namespace) -> int:
    from runbook_gen.model.issue_form import issue_form

    where = project.find(args.collection)
    out = args.out or where.root / ".github" / "ISSUE_TEMPLATE"
    form = issue_form(where.usable().settings.record.components)
    [path], changed = writing.write(out, [form])
    sys.stdout.write(f"{project.shown(path)}: {'written' if changed else 'up to date'}.\n")
    return CLEAN

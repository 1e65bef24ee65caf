"""Write the JSON Schemas of the files, for editors.

Each incident names its schema in its first line, so an editor with a YAML language server
completes and validates while one types.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CLEAN


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="default: docs/schema beside the collection"
    )


def run(args: Namespace) -> int:
    """Write one schema for each kind of file."""
    from runbook_gen.model.schema import schemas

    out = args.out or project.find(args.collection).root / "docs" / "schema"
    paths, changed = writing.write(out, schemas())
    sys.stdout.write(f"{len(paths)} schemas in {project.shown(out)}/, {changed} changed.\n")
    return CLEAN

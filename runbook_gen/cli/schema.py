"""Write the JSON Schemas of the files, for editors.

Each incident names its schema in its first line, so an editor with a YAML language server
completes and validates while one types.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from runbook_gen.cli import writing
from runbook_gen.cli.command import CLEAN


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--out", metavar="DIR", type=Path, default=Path("docs/schema"), help="default: docs/schema"
    )


def run(args: Namespace) -> int:
    """Write one schema for each kind of file."""
    from runbook_gen.model.schema import schemas

    paths, changed = writing.write(args.out, schemas())
    sys.stdout.write(f"{len(paths)} schemas in {args.out.as_posix()}/, {changed} changed.\n")
    return CLEAN

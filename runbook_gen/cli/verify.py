"""Verify that a pack is whole: every file is what its checksums say, and nothing was added.

PACK is a folder or a .tar.gz. The network is not used. Who made a pack is told by its signature,
which the release workflow adds and cosign or minisign check.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from runbook_gen.cli import packs, project, reporting
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("pack", metavar="PACK", type=Path, help="a folder, or a .tar.gz")
    reporting.add_format(parser)


def run(args: Namespace) -> int:
    """Print what is wrong with the pack."""
    import json

    from runbook_gen.export.packing.verify import verify

    if not args.pack.exists():
        raise CannotRun(f"{args.pack} does not exist. Name a pack's folder or archive.")
    files = packs.read(args.pack)
    faults = list(verify(files))
    if args.format == "json":
        report = {"version": 1, "files": len(files), "faults": faults}
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        shown = project.shown(args.pack)
        sys.stdout.write("".join(f"{shown}: {fault}.\n" for fault in faults))
        sys.stdout.write(f"{len(files)} files, {len(faults) or 'no'} faults.\n")
    return FINDINGS if faults else CLEAN

"""`runbook-gen check` where nothing has changed: what it said is said again, and that is all.

A hook asks at every commit and an editor at every save, mostly for nothing new. So this comes
before everything else, the command line's own parser included, and must import next to nothing.
"""

import os
import sys
from collections.abc import Sequence

from runbook_gen.cli import listing, verdict
from runbook_gen.cli.digests import digests


def said(words: Sequence[str]) -> int | None:
    """Say it, and return the exit code; None where more is asked for, or must be looked at."""
    if list(words) != ["check"] or sys.stdout.isatty():
        return None
    incidents = listing.nearest(os.getcwd())
    if incidents is None:
        return None
    files = listing.files(incidents)
    key = verdict.key_of(verdict.today(files.irregular), digests(files))
    kept = verdict.said(os.path.dirname(incidents), key)
    if kept is None:
        return None
    code, report = kept
    sys.stdout.write(report)
    return code

"""The sieve for a collection's log rules: compiled once, kept until anything it rests on changes.

A native sieve takes up to seconds to compile and no time to load. It is kept under a key that
holds file times of this machine (see `verdict`), since what somebody else put there would be run.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import verdict, writing

if TYPE_CHECKING:
    from runbook_gen.engine.sieve import Sieve

FILE = Path(".runbook") / "match.sieve"
PORTABLE = "RUNBOOK_GEN_PORTABLE"
"""The environment variable that, when set, chooses the sieve that needs no native engine."""


def sieve(root: Path, exprs: Sequence[str] | None, *, cached: bool) -> "Sieve | None":
    """The fastest sieve that this machine has; None where the rules can have none."""
    from runbook_gen.engine.sieve import NativeSieve, PortableSieve

    if exprs is None:
        return None
    version = "" if os.environ.get(PORTABLE) else NativeSieve.version()
    try:
        if not version:
            return PortableSieve(exprs)
        return _native(root / FILE, version, exprs) if cached else NativeSieve(exprs)
    except ValueError:
        return None


def _native(file: Path, version: str, exprs: Sequence[str]) -> "Sieve":
    from runbook_gen.engine.sieve import NativeSieve

    key = verdict.key(version, ((str(n), expr.encode()) for n, expr in enumerate(exprs))).encode()
    try:
        kept = file.read_bytes()
    except OSError:
        kept = b""
    if kept.startswith(key):
        try:
            return NativeSieve(exprs, kept[len(key) :])
        except ValueError:
            pass  # not what this engine wrote: made anew below
    made = NativeSieve(exprs)
    try:
        writing.write_text(file.with_name(".gitignore"), "*\n")
        writing.write_bytes(file, key + made.compiled)
    except OSError:
        pass  # the next run takes longer
    return made

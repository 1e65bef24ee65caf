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


def kept(root: Path, exprs: Sequence[str]) -> "Sieve | None":
    """The native sieve for signatures that was kept, or None."""
    from runbook_gen.engine.sieve import NativeSieve

    try:
        data = (root / FILE).read_bytes()
        key = _key(exprs)
        if key and data.startswith(key):
            return NativeSieve((), data[len(key) :])
    except (OSError, ValueError):
        pass  # not there, or not what this engine wrote
    return None


def made(root: Path, exprs: Sequence[str], *, cached: bool) -> "Sieve | None":
    """The fastest sieve that this machine has; None where the signatures can have none.

    Raises:
        BadSignature: RE2 does not accept one of them.
    """
    from runbook_gen.engine.search import SIGNS, sieve_exprs
    from runbook_gen.engine.sieve import NativeSieve, PortableSieve

    loose = sieve_exprs(exprs)
    if loose is None:
        return None
    key = _key(exprs)
    if key:
        try:
            native = NativeSieve(loose, signs=SIGNS)
        except ValueError:
            pass  # too much for it: RE2 is slower, but takes more
        else:
            if cached:
                _keep(root / FILE, key + native.compiled)
            return native
    try:
        return PortableSieve(loose, signs=SIGNS)
    except ValueError:
        return None


def _key(exprs: Sequence[str]) -> bytes:
    """What a native sieve of signatures rests on; empty where there is no engine for it."""
    from runbook_gen.engine.sieve import NativeSieve

    version = "" if os.environ.get(PORTABLE) else NativeSieve.version()
    if not version:
        return b""
    return verdict.key(version, [(str(n), e.encode()) for n, e in enumerate(exprs)]).encode()


def _keep(file: Path, data: bytes) -> None:
    """Keep what was compiled. Where nothing can be written, the next run takes longer."""
    try:
        writing.write_text(file.with_name(".gitignore"), "*\n")
        writing.write_bytes(file, data)
    except OSError:
        return

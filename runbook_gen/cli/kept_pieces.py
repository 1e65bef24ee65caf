"""The pieces of a check, kept for the next one: each under the bytes of its incident.

All are kept under a key of what they rest on besides: the files that all incidents share, the day,
our own code, the libraries, and Python (see `verdict`).
"""

import json
from collections.abc import Mapping
from typing import Any

from runbook_gen.check import Fact
from runbook_gen.cli import verdict
from runbook_gen.cli.pieces import Piece, Pieces
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place

FILE = ".runbook/incidents.json"


def known(root: str, key: str, digests: Mapping[str, str]) -> Pieces:
    """The pieces that were kept for this key, of incidents whose files have these digests."""
    rows = json.loads(verdict.kept(root, FILE, key) or "{}")
    return {
        file: _piece(*row[1:])
        for file, digest in digests.items()
        if (row := rows.get(file)) and row[0] == digest
    }


def keep(root: str, key: str, digests: Mapping[str, str], pieces: Mapping[str, Piece]) -> None:
    """Keep these pieces for this key, and these digests."""
    files = {file: (digest, *pieces[file]) for file, digest in digests.items()}
    verdict.keep(root, FILE, key, json.dumps(files))


def _piece(
    loads: bool, is_draft: bool, is_doubtful: bool, findings: list[Any], facts: list[Any]
) -> Piece:
    return Piece(
        loads,
        is_draft,
        is_doubtful,
        tuple(Finding(id, level, Place(*place), *said) for id, level, place, *said in findings),
        tuple(
            (id, Fact(kind, name, tuple(path), other)) for id, (kind, name, path, other) in facts
        ),
    )

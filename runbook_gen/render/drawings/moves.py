"""Which action moved an app from one wave to another, as its changes tell.

Argo CD reads an app's wave from the annotation `argocd.argoproj.io/sync-wave`; where a change
writes another number there, the app moved.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from runbook_gen.model.cluster import Cluster
from runbook_gen.model.incident import Change

_WAVE = re.compile(r"sync-wave[\"']?\s*[:=]\s*[\"']?(-?\d{1,5})\b")
_NAME = re.compile(r"^[ \t]*+name:[ \t]*+[\"']?([a-z0-9-]+)", re.MULTILINE)
DEFAULT = 0  # the wave of what has no annotation


class Move(NamedTuple):
    """An app of the cluster that a change took from one wave to another."""

    app: str
    before: int
    after: int


def moves(changes: Sequence[Change], cluster: Cluster) -> Iterator[Move]:
    """The moves among `changes`, of apps that the cluster knows."""
    for change in changes:
        before, after = _wave(change.before), _wave(change.after)
        if change.before is None or change.after is None or before == after:
            continue
        start = DEFAULT if before is None else before
        app = _app(change, start, cluster)
        if app:
            yield Move(app, start, DEFAULT if after is None else after)


def _wave(text: str | None) -> int | None:
    found = _WAVE.search(text or "")
    return int(found[1]) if found else None


def _app(change: Change, wave: int, cluster: Cluster) -> str | None:
    """Whose wave it is: the name in the text, else in the path, else the only app of the wave."""
    apps = {app.name: each.wave for each in cluster.waves for app in each.apps}
    named = [name for name in _NAME.findall(change.after or "") if name in apps]
    in_path = [name for name in apps if name in (change.path or "")]
    alone = [name for name, number in apps.items() if number == wave]
    longest = sorted(in_path, key=len, reverse=True)
    return next(iter([*named, *longest, *(alone if len(alone) == 1 else ())]), None)

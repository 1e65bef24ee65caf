"""In which order does Argo CD deploy it? The waves of a GitOps repository, and what is wrong there.

The public function is `order`. `cluster.yaml` is brought up to date by `cluster_text`. (The room
reads living repositories again and again; old documents are brought in once, by another room.)
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from runbook_gen.engine.reading import Reading, Template
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Entry
from runbook_gen.model.fault import Unjudged
from runbook_gen.model.finding import Finding, in_order
from runbook_gen.model.sync import Passed, Plan
from runbook_gen.model.tree import Tree
from runbook_gen.order.building import NOWHERE, Builder, lies_below
from runbook_gen.order.checks import CHECKS, NEEDS
from runbook_gen.order.deployment import deployment
from runbook_gen.order.planning import plan
from runbook_gen.order.view import Check, View

__all__ = ["CHECKS", "Ordered", "check_id", "order"]

DISABLED = ".disabled"
ARGO = "argoproj.io"
HIDDEN = re.compile(r"(?:^|/)\.")


class Ordered(NamedTuple):
    """What a repository deploys in which order, and what is wrong with it.

    `astray` are paths of Applications that are not in the tree.
    """

    plan: Plan
    findings: tuple[Finding, ...]
    astray: tuple[str, ...]


def order(
    tree: Tree,
    under: str = "",
    shown: Callable[[str], str] = str,
    cluster: Entry[Cluster] | None = None,
    unread: Callable[[], tuple[Unjudged, ...]] = tuple,
) -> Ordered:
    """Read the Applications of a tree and what they deploy; judge their waves.

    Only Applications below the folder `under` count; their paths are seen from it, or from a folder
    above it. `shown` is a path as the
    user would write it; `unread` tells, at the end, which files of the tree could not be read.
    """
    reading = Reading(tree)
    for path in [p for p, text in reading.texts.items() if HIDDEN.search(p) and ARGO not in text]:
        del reading.texts[path]  # workflows and settings: nothing that Argo CD would deploy
    for path in reading.texts:  # so that whatever is broken is known
        if lies_below(path, under):
            reading.documents(path)
    builder = Builder(reading, under)
    found = deployment(builder)
    view = View(found, Plan(), reading, shown)
    arrows = {(n.users, n.providers) for each in NEEDS for n in each(view)}
    told = plan(found, arrows, shown)._replace(passed=(*_passed(builder, shown),))
    left = tuple(each for each in unread() if lies_below(each.file, under))
    view = replace(view, plan=told, unread=left, cluster=cluster)
    astray = tuple(p.what for p in builder.passed if p.reason == NOWHERE)
    return Ordered(told, in_order(dict.fromkeys(_findings(view))), astray)


def check_id(check: Check) -> str:
    """A check's identity: the name of its file, with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


def _findings(view: View) -> Iterator[Finding]:
    for each in CHECKS:
        title = (each.__doc__ or "").partition("\n")[0]
        for place, message, remedy, severity in each.check(view):
            level = severity or each.SEVERITY
            yield Finding(check_id(each), level, place, message, remedy, title=title)


def _passed(builder: Builder, shown: Callable[[str], str]) -> Iterator[Passed]:
    for path in builder.reading.tree.paths():
        if path.endswith(DISABLED) and lies_below(path, builder.under):
            yield Passed(shown(path), "disabled")
    for left in builder.reading.left:
        if isinstance(left, Template):
            yield Passed(shown(left.file), "a template that a tool fills in")
    yield from builder.passed

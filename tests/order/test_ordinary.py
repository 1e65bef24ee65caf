"""On an ordinary day nothing is wrong: the sound repository that comes with runbook-gen."""

from sources import ROOT

from runbook_gen.cli.disk_tree import DiskTree
from runbook_gen.order import order


def test_the_sound_repository_has_nothing_that_fails() -> None:
    ordered = order(DiskTree(ROOT / "runbook_gen" / "ordinary" / "manifests"))
    assert {f.id for f in ordered.findings if f.severity != "note"} == set()
    assert len(ordered.plan.waves) > 8
    assert {app.parent for app in ordered.plan.waves[-10]} == {"root"}

"""Each check of an order: silent on what is good, and on what is bad exactly as reviewed."""

from pathlib import Path

import pytest
from golden import same_as
from order.repositories import HERE, folder, lab

from runbook_gen.order import CHECKS, check_id, order

CASES = HERE / "cases"
NEED_A_CLUSTER = {"waves-differ-from-cluster", "need-after-user"}


def told(case: Path) -> str:
    cluster = lab() if case.parent.name in NEED_A_CLUSTER else None
    found = order(folder(case), cluster=cluster).findings
    return "".join(f"{f.place} {f.severity}: {f.id}\n  {f.message}\n  {f.remedy}\n" for f in found)


@pytest.mark.parametrize(
    "case", sorted(CASES.glob("*/good*")), ids=lambda p: f"{p.parent.name}-{p.name}"
)
def test_good(case: Path) -> None:
    assert told(case) == ""


@pytest.mark.parametrize(
    "case", sorted(CASES.glob("*/bad*")), ids=lambda p: f"{p.parent.name}-{p.name}"
)
def test_bad(case: Path) -> None:
    assert case.parent.name in told(case)
    same_as(case / "findings.txt", told(case))


def test_every_check_has_cases_and_a_manual_page() -> None:
    ids = {check_id(check) for check in CHECKS}
    assert {folder.name for folder in CASES.iterdir()} == ids
    for check in CHECKS:
        assert list((CASES / check_id(check)).glob("good*"))
        assert list((CASES / check_id(check)).glob("bad*"))
        for heading in ("**Why.**", "**Bad**", "**Good**"):
            assert heading in (check.__doc__ or ""), check.__name__
    assert len(ids) == len(CHECKS)

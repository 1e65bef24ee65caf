"""What a change to a collection means, for those who review it.

The public functions are `review`, which compares a collection with what it was, and `new`, which
tells the findings that a change brought or touches from those that were there before.
"""

from collections.abc import Iterable, Sequence

from runbook_gen.model.change import Change, Release
from runbook_gen.model.collection import Collection
from runbook_gen.model.finding import Finding
from runbook_gen.model.review import Review
from runbook_gen.review.novelty import changed_lines, new
from runbook_gen.review.records import changed_records, unreadable
from runbook_gen.review.verdict import verdict

__all__ = ["changed_lines", "new", "review"]


def review(
    was: Collection | None,
    now: Collection | None,
    findings: Iterable[Finding],
    changes: Sequence[Change],
    release: Release | None,
    *,
    left_out: Iterable[str] = (),
    elsewhere: Iterable[str] = (),
) -> Review:
    """Everything that there is to say of a change.

    `findings` are the new ones, `changes` those of the rules. A collection is None where it was
    not there or does not load; `left_out` are the files of today that do not.
    """
    found = tuple(findings)
    records = (*(changed_records(was, now, left_out) if now else ()), *unreadable(left_out))
    others = tuple(elsewhere)
    judged = verdict(records, found, changes, others, broken=now is None)
    return Review(judged, records, tuple(changes), release, found, others)

"""A finding: where, what is wrong, and what to do about it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from runbook_gen.model.place import Place

FindingSeverity = Literal["error", "warning", "note"]


class Finding(NamedTuple):
    """One thing that a reader should mend; `id` names the check or rule that found it.

    `incident`, `confidence` and `page` (its published page) are those of a rule. `title` is what
    all findings of the check or rule have in common, in a few words. `worth` is 0 for a fault; of
    work that an author is left to do it is the rank, 1 first. `amount` is for how many it stands.

    A plain tuple, since we make findings and never read them from a user: a verdict that is
    remembered is then told without loading pydantic.
    """

    id: str
    severity: FindingSeverity
    place: Place
    message: str
    remedy: str
    incident: str = ""
    confidence: str = ""
    page: str = ""
    title: str = ""
    worth: int = 0
    amount: int = 1


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, as a reader works through them."""
    return tuple(sorted(findings, key=lambda finding: (finding.place[:3], finding.id)))

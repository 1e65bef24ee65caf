"""A finding: where, what is wrong, and what to do about it."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from runbook_gen.model.place import Place

FindingSeverity = Literal["error", "warning", "note"]


class Finding(BaseModel):
    """One thing that a reader should mend; `id` names the check that found it."""

    model_config = ConfigDict(frozen=True)

    id: str
    severity: FindingSeverity
    place: Place
    message: str
    remedy: str


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, as a reader works through them."""
    return tuple(sorted(findings, key=lambda finding: (finding.place[:3], finding.id)))

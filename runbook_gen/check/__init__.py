"""Is the collection sound? One file per check.

To add one: write `<id>.py`, add it to `CHECKS`, and put cases under `tests/check/cases/<id>/`.
"""

from collections.abc import Iterator
from dataclasses import replace

from runbook_gen.check import (
    broken_link,
    command_syntax,
    commit_form,
    duplicate_id,
    future_date,
    id_file_name,
    lesson_unenforced,
    malformed_evidence,
    missing_translation,
    open_fence,
    placeholder_prose,
    relation_cycle,
    resolved_without_fix,
    rule_examples,
    undeclared_input,
    unknown_commit,
    unknown_reference,
    unmarked_destroy,
    untranslated_text,
    unused_input,
)
from runbook_gen.check.review import Check, Problem, Review, check_id
from runbook_gen.model.finding import Finding

CHECKS: tuple[Check, ...] = (
    broken_link,
    command_syntax,
    commit_form,
    duplicate_id,
    future_date,
    id_file_name,
    lesson_unenforced,
    malformed_evidence,
    missing_translation,
    open_fence,
    placeholder_prose,
    relation_cycle,
    resolved_without_fix,
    rule_examples,
    undeclared_input,
    unknown_commit,
    unknown_reference,
    unmarked_destroy,
    untranslated_text,
    unused_input,
)

__all__ = ["CHECKS", "Check", "Problem", "Review", "check", "check_id"]


def check(review: Review) -> Iterator[Finding]:
    """Run every check that the collection's settings leave on."""
    review = replace(review, check_ids=frozenset(map(check_id, CHECKS)))
    levels = review.collection.settings.record.checks
    for each in CHECKS:
        identity = check_id(each)
        level = levels.get(identity, each.SEVERITY)
        if level == "off":
            continue
        for entry, path, message, remedy in each.check(review):
            place = entry.locate(path)
            yield Finding(id=identity, severity=level, place=place, message=message, remedy=remedy)

"""Is the collection sound? One file per check.

To add one: write `<id>.py`, add it to `CHECKS`, and put cases under `tests/check/cases/<id>/`.
"""

from collections.abc import Iterator
from dataclasses import replace

from runbook_gen.check import (
    assumed_value,
    broken_link,
    cel_syntax,
    command_syntax,
    commit_form,
    duplicate_id,
    future_date,
    glossary_term,
    hidden_characters,
    id_file_name,
    identifier,
    lesson_unenforced,
    lookalike_letters,
    malformed_evidence,
    missing_cause,
    missing_response,
    missing_rule,
    missing_translation,
    open_fence,
    outdated_translation,
    placeholder_prose,
    promql_syntax,
    relation_cycle,
    resolved_without_fix,
    rule_examples,
    undeclared_input,
    understated_effect,
    unguarded_destroy,
    unknown_commit,
    unknown_reference,
    unrecorded_translation,
    untranslated_text,
    unused_input,
    wide_rule,
)
from runbook_gen.check.review import Check, Problem, Review, check_id, is_draft
from runbook_gen.model.finding import Finding, FindingSeverity

CHECKS: tuple[Check, ...] = (
    assumed_value,
    broken_link,
    cel_syntax,
    command_syntax,
    commit_form,
    duplicate_id,
    future_date,
    glossary_term,
    hidden_characters,
    id_file_name,
    identifier,
    lesson_unenforced,
    lookalike_letters,
    malformed_evidence,
    missing_cause,
    missing_response,
    missing_rule,
    missing_translation,
    open_fence,
    outdated_translation,
    placeholder_prose,
    promql_syntax,
    relation_cycle,
    resolved_without_fix,
    rule_examples,
    undeclared_input,
    understated_effect,
    unguarded_destroy,
    unknown_commit,
    unknown_reference,
    unrecorded_translation,
    untranslated_text,
    unused_input,
    wide_rule,
)

WORK: tuple[Check, ...] = (
    assumed_value,
    missing_response,
    missing_cause,
    resolved_without_fix,
    missing_translation,
    untranslated_text,
    outdated_translation,
    missing_rule,
    lesson_unenforced,
)
"""The checks that find work left to do, what is worth most first; of a draft, these are notes."""

__all__ = ["CHECKS", "WORK", "Check", "Problem", "Review", "check", "check_id"]


def check(review: Review) -> Iterator[Finding]:
    """Run every check that the collection's settings leave on; findings come file by file."""
    review = replace(review, check_ids=frozenset(map(check_id, CHECKS)))
    levels = review.collection.settings.record.checks
    titles = {check_id(each): (each.__doc__ or "").partition("\n")[0] for each in CHECKS}
    worths = {check_id(each): worth for worth, each in enumerate(WORK, 1)}
    found: list[tuple[str, FindingSeverity, Problem]] = []
    for each in CHECKS:
        identity = check_id(each)
        level = levels.get(identity)
        if level != "off":
            found += ((identity, level or _severity(each, p), p) for p in each.check(review))
    # A place costs reading its file anew, so all places of a file are asked for together.
    for identity, level, problem in sorted(found, key=lambda f: f[2].entry.file):
        entry, path, message, remedy, within, amount = problem
        place, title, worth = entry.locate(path, within), titles[identity], worths.get(identity, 0)
        yield Finding(
            identity, level, place, message, remedy, title=title, worth=worth, amount=amount
        )


def _severity(check: Check, problem: Problem) -> FindingSeverity:
    """How bad it is, where the collection's settings do not say."""
    return "note" if check in WORK and is_draft(problem.entry.record) else check.SEVERITY

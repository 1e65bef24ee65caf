"""Is the collection sound? One file per check.

To add one: write `<id>.py`, add it to `CHECKS`, and put cases under `tests/check/cases/<id>/`.
What it finds in an incident must hang on that incident, the settings and the cluster alone; one
that compares incidents is a `JointCheck`, and also in `JOINT`.
"""

from collections.abc import Iterable, Iterator
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
from runbook_gen.check.review import (
    Check,
    Fact,
    JointCheck,
    Problem,
    Review,
    Subject,
    Told,
    check_id,
    is_draft,
    subject,
)
from runbook_gen.engine.translation import doubtful
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.finding import Finding, FindingSeverity
from runbook_gen.model.incident import Incident

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

JOINT: tuple[JointCheck, ...] = (
    broken_link,
    duplicate_id,
    relation_cycle,
    resolved_without_fix,
    unknown_reference,
)
"""The checks that also compare files."""

__all__ = ["CHECKS", "JOINT", "WORK", "Check", "Fact", "Problem", "Review", "Subject", "Told",
           "alone", "check", "check_id", "doubtful", "facts", "is_apart", "joined",
           "subject"]  # fmt: skip

IDS = frozenset(map(check_id, CHECKS))
TITLES = {check_id(each): (each.__doc__ or "").partition("\n")[0] for each in CHECKS}
WORTHS = {check_id(each): worth for worth, each in enumerate(WORK, 1)}
DUPLICATES = check_id(duplicate_id)


def check(review: Review) -> Iterator[Finding]:
    """Run every check that the collection's settings leave on."""
    incidents = review.collection.incidents
    told: dict[str, list[tuple[Subject, Fact]]] = {check_id(each): [] for each in JOINT}
    for entry in incidents:
        file = subject(entry)
        for identity, fact in facts(entry):
            told[identity].append((file, fact))
    yield from alone(review)
    yield from joined(review, told)


def alone(review: Review) -> Iterator[Finding]:
    """What the files have, each looked at by itself; findings come file by file."""
    yield from _found(review, ((each, each.check(review)) for each in CHECKS))


def facts(entry: Entry[Incident]) -> Iterator[tuple[str, Fact]]:
    """What an incident says that concerns other files, each with the id of the check it is for."""
    for each in JOINT:
        identity = check_id(each)
        yield from ((identity, fact) for fact in each.facts(entry))


def joined(review: Review, told: Told) -> Iterator[Finding]:
    """What is between the files, by the facts that all incidents told."""
    ids = frozenset(fact.name for _, fact in told.get(DUPLICATES, ()) if fact.kind == "incident")
    review = replace(review, check_ids=IDS, ids=ids)
    yield from _found(
        review, ((each, each.join(review, told.get(check_id(each), ()))) for each in JOINT)
    )


def is_apart(collection: Collection) -> bool:
    """Whether each file can be judged by itself: with pseudonyms, one hangs on all the others."""
    return collection.settings.record.redaction.profile == "internal"


def _found(review: Review, run: Iterable[tuple[Check, Iterable[Problem]]]) -> Iterator[Finding]:
    levels = review.collection.settings.record.checks
    found: list[tuple[str, FindingSeverity, Problem]] = []
    for each, problems in run:
        identity = check_id(each)
        level = levels.get(identity)
        if level != "off":
            found += ((identity, level or _severity(each, p), p) for p in problems)
    # A place costs reading its file anew, so all places of a file are asked for together.
    for identity, level, problem in sorted(found, key=lambda f: f[2].entry.file):
        entry, path, message, remedy, within, amount = problem
        place, title = entry.locate(path, within), TITLES[identity]
        worth = WORTHS.get(identity, 0)
        yield Finding(
            identity, level, place, message, remedy, title=title, worth=worth, amount=amount
        )


def _severity(check: Check, problem: Problem) -> FindingSeverity:
    """How bad it is, where the collection's settings do not say."""
    entry = problem.entry
    draft = entry.is_draft if isinstance(entry, Subject) else is_draft(entry.record)
    return "note" if check in WORK and draft else check.SEVERITY

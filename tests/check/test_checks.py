"""What every check must have, and what the collection's settings may say about it."""

import os
import pkgutil
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import yaml
from check.case import CASES, FOLDER, review

import runbook_gen.check
from runbook_gen.check import CHECKS, WORK, Check, Review, check, check_id
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.settings import CheckLevel

NOT_CHECKS = {"review"}
IDS = [check_id(each) for each in CHECKS]
EXAMPLE = re.compile(r"^\*\*(Bad|Good)\*\*\n\n(`{3,})yaml\n(.*?)^\2$", re.MULTILINE | re.DOTALL)


def test_every_module_of_the_room_is_registered() -> None:
    """A check that is written but not in `CHECKS` would never run."""
    modules = {module.name for module in pkgutil.iter_modules(runbook_gen.check.__path__)}
    assert {id.replace("-", "_") for id in IDS} == modules - NOT_CHECKS


def test_checks_are_registered_once_and_in_order() -> None:
    """Alphabetical, so that two branches that add a check seldom conflict."""
    assert sorted(set(IDS)) == IDS


@pytest.mark.parametrize("each", CHECKS, ids=check_id)
def test_the_docstring_is_a_manual_page(each: Check) -> None:
    """A title, the reason, and an example of each kind that is valid YAML."""
    page = each.__doc__ or ""
    title, _, rest = page.partition("\n\n")
    assert re.fullmatch(r"\S[^\n]{9,98}\.", title)
    assert rest.startswith("**Why.** ")
    examples = EXAMPLE.findall(page)
    assert [kind for kind, _, _ in examples] == ["Bad", "Good"]
    for _, _, example in examples:
        assert yaml.safe_load(example)


@pytest.mark.parametrize("each", CHECKS, ids=check_id)
def test_the_severity_is_one_of_three(each: Check) -> None:
    """`off` is the collection's to say, not the check's."""
    assert each.SEVERITY in get_args(FindingSeverity)


@pytest.mark.parametrize("id", IDS)
def test_there_are_cases_of_both_kinds(id: str) -> None:
    """Every check is proven both ways."""
    kinds = {case.name.partition("-")[0] for case in CASES if case.parent.name == id}
    assert kinds == {"good", "bad"}


def test_every_case_belongs_to_a_check() -> None:
    """A misspelled folder would prove nothing."""
    assert {path.name for path in FOLDER.iterdir()} == {*IDS, "sound"}


def with_level(case: Path, id: str, level: CheckLevel) -> Review:
    """The review of `case`, where the collection's settings put the check `id` at `level`."""
    base = review(case)
    entry = base.collection.settings
    settings = replace(entry, record=entry.record.model_copy(update={"checks": {id: level}}))
    return replace(base, collection=replace(base.collection, settings=settings))


@pytest.mark.parametrize("id", IDS)
def test_a_check_can_be_switched_off(id: str) -> None:
    """`off` in `checks:` silences a check, and only that one."""
    assert not list(check(with_level(FOLDER / id / "bad", id, "off")))


@pytest.mark.parametrize("level", ["error", "warning", "note"])
def test_a_level_replaces_the_severity(level: CheckLevel) -> None:
    """`checks:` decides how serious a finding is."""
    case = FOLDER / "future-date" / "bad"
    assert [f.severity for f in check(with_level(case, "future-date", level))] == [level]


WORK_ON_DRAFTS = [FOLDER / check_id(each) / "bad-draft" for each in WORK]


@pytest.mark.parametrize("case", [c for c in WORK_ON_DRAFTS if c.exists()], ids=str)
def test_a_draft_is_not_failed_for_what_it_lacks(case: Path) -> None:
    """Of an incident that was brought in, missing work is a note, unless the settings say more."""
    id = case.parent.name
    assert {f.severity for f in check(review(case))} == {"note"}
    assert {f.severity for f in check(with_level(case, id, "error"))} == {"error"}


def test_work_is_ranked_and_faults_are_not() -> None:
    """What is left to do is told in order of worth; a fault is no work."""
    worths = {f.id: f.worth for case in CASES for f in check(review(case))}
    assert [id for id in sorted(worths, key=worths.__getitem__) if worths[id]] == [
        check_id(each) for each in WORK
    ]
    assert {id for id, worth in worths.items() if not worth} == {*IDS} - {*map(check_id, WORK)}


@pytest.mark.parametrize("id", IDS)
def test_every_finding_has_a_remedy(id: str) -> None:
    """A message says what is wrong, a remedy is a sentence that says what to do."""
    for case in CASES:
        if case.parent.name == id:
            for finding in check(review(case)):
                assert finding.remedy[-1] in ".?"
                assert finding.remedy[0].isupper()
                assert not finding.message.endswith(".")
                assert finding.title[-1] in ".?"


def test_a_sound_collection_costs_no_parser_that_it_does_not_need() -> None:
    """No link, no fence and nothing to suggest: neither Markdown nor difflib is loaded."""
    program = (
        "import sys; from check.case import FOLDER, found; found(FOLDER / 'sound');"
        "print({'markdown_it', 'difflib'} & sys.modules.keys())"
    )
    tests = FOLDER.parents[1]
    path = os.pathsep.join((str(tests), str(tests.parent)))
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "set()"

"""What a target yielded is remembered only while all that it reads is the same."""

from dataclasses import replace

import pytest
from export.rulesets import hostile
from sources import REAL, collection

from runbook_gen.engine.remembering import Remember
from runbook_gen.export import EXPORTERS, Exporter, RuleSet, target_id
from runbook_gen.export.packing import kept
from runbook_gen.model.artifact import Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason

PIECEWISE = [each for each in EXPORTERS if hasattr(each, "of_incident")]
REMEMBERED = [each for each in EXPORTERS if hasattr(each, "OF_INCIDENTS")]
EXPECTED = 13  # of the others, the texts rest on nearly all that an incident says


def everything() -> RuleSet:
    loaded = collection(REAL)
    incidents = tuple(entry.record for entry in loaded.incidents)
    return RuleSet(loaded.rules, loaded.settings.record, "ko", incidents)


def memory() -> tuple[Remember, list[str]]:
    """One that also lists what it had not."""
    known: dict[str, str] = {}
    made: list[str] = []

    def remember(key, make):  # type: ignore[no-untyped-def]
        if (told := key()) not in known:
            made.append(told)
            known[told] = make()
        return known[told]

    return remember, made


def marked(words: str) -> str:
    return f"<{words}>"


def test_all_that_read_little_are_remembered() -> None:
    assert len(REMEMBERED) == EXPECTED


@pytest.mark.parametrize("exporter", REMEMBERED, ids=target_id)
@pytest.mark.parametrize("rules", [everything(), hostile()], ids=["real", "hostile"])
def test_what_is_remembered_is_what_was_yielded(exporter: Exporter, rules: RuleSet) -> None:
    remember, made = memory()
    plain = list(exporter.export(rules))
    for _ in range(2):
        again = kept.results(exporter, rules, remember)
        assert again == plain
        for one, other in zip(again, plain, strict=True):
            if isinstance(one, Loss) and isinstance(other, Loss):
                assert isinstance(one.reason, Reason) == isinstance(other.reason, Reason)
                assert one.reason.told(marked) == other.reason.told(marked)
    assert len(made) == 1


@pytest.mark.parametrize("exporter", REMEMBERED, ids=target_id)
def test_what_a_target_does_not_read_may_change(exporter: Exporter) -> None:
    remember, made = memory()
    rules = everything()
    kept.results(exporter, rules, remember)
    told = {i.id: i.model_copy(update={"lessons": ()}) for i in rules.incidents}
    pairs = tuple((told[incident.id], rule) for incident, rule in rules.rules)
    edited = replace(rules, rules=pairs, incidents=tuple(told.values()))
    assert kept.results(exporter, edited, remember) == list(exporter.export(edited))
    assert len(made) == 1
    fewer = replace(rules, rules=rules.rules[1:])
    assert kept.results(exporter, fewer, remember) == list(exporter.export(fewer))
    assert len(made) == 2


@pytest.mark.parametrize("known", [False, True], ids=["unknown", "known by digests"])
@pytest.mark.parametrize("exporter", PIECEWISE, ids=target_id)
def test_of_one_edited_incident_one_piece_is_made_anew(exporter: Exporter, known: bool) -> None:
    def of(incidents: tuple[Incident, ...]) -> RuleSet:
        of_id = {incident.id: incident for incident in incidents}
        pairs = tuple((of_id[incident.id], rule) for incident, rule in everything().rules)
        wholes = {i.id: i.model_dump_json(by_alias=True) for i in incidents} if known else {}
        return replace(everything(), rules=pairs, incidents=incidents, wholes=wholes)

    remember, made = memory()
    first, *others = everything().incidents
    assert kept.results(exporter, of((first, *others)), remember) == list(
        exporter.export(everything())
    )
    assert len(made) == len(others) + 1
    edited = of((first.model_copy(update={"lessons": ()}), *others))
    assert kept.results(exporter, edited, remember) == list(exporter.export(edited))
    assert len(made) == len(others) + 2
    fewer = replace(edited, rules=edited.rules[1:])
    assert kept.results(exporter, fewer, remember) == list(exporter.export(fewer))
    assert len(made) == len(others) + 3


@pytest.mark.parametrize("exporter", PIECEWISE, ids=target_id)
def test_a_piece_knows_which_other_incidents_there_are(exporter: Exporter) -> None:
    remember, made = memory()
    kept.results(exporter, everything(), remember)
    without = everything().incidents[-1].id
    fewer = replace(
        everything(),
        rules=tuple(pair for pair in everything().rules if pair[0].id != without),
        incidents=everything().incidents[:-1],
    )
    assert kept.results(exporter, fewer, remember) == list(exporter.export(fewer))
    assert len(made) == len(everything().incidents) + len(fewer.incidents)

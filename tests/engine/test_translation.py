"""How translations stand: by what the ledger knows, wherever a text has moved to."""

from collections import Counter

import pytest
from sources import SOUND, collection

from runbook_gen.engine.translation import (
    Alive,
    recorded,
    standing,
    standings,
    tallies,
    totals,
)
from runbook_gen.model.ledger import NO_LEDGER, Ledger, Pair, digest


def pair(source: str, words: str) -> Pair:
    return Pair(source, "en", digest(words))


KNOWN = Ledger([pair("하나", "one"), pair("둘", "two"), pair("둘째 것", "two")])


@pytest.mark.parametrize(
    ("original", "words", "state", "before"),
    [
        ("하나", "one", "current", ""),
        ("둘째 것", "two", "current", ""),
        ("하나씩", "one", "outdated", "하나"),
        ("새 둘째 것", "two", "outdated", "둘째 것"),
        ("하나", "One", "unrecorded", ""),
        ("하나", None, "missing", ""),
        (None, "one", "current", ""),
    ],
)
def test_a_text_stands_as_the_ledger_says(
    original: str | None, words: str | None, state: str, before: str
) -> None:
    nowhere: Alive = Counter()
    assert standing(KNOWN, nowhere, original, "en", words) == (state, before)


def test_words_that_translate_another_text_as_well_are_new_here() -> None:
    still = Counter({("하나", "en", "one"): 1})
    assert standing(KNOWN, still, "한 개", "en", "one") == ("unrecorded", "")
    twice = Ledger([pair("하나", "one"), pair("하나", "one")])
    assert standing(twice, still, "한 개", "en", "one") == ("outdated", "하나")


def test_without_a_ledger_nothing_is_outdated() -> None:
    assert standing(NO_LEDGER, Counter(), "하나씩", "en", "one") == ("unrecorded", "")


def test_the_counts_add_up() -> None:
    of = collection(SOUND)
    told = tallies(of)
    assert {each.language for each in told} == {"ko", "en"}
    for total in totals(told):
        assert total.texts == total.translated + total.outdated + total.missing
        assert total.texts == sum(len(entry.texts) for entry in of.entries)
    assert [total.unrecorded for total in totals(told)] == [0, totals(told)[1].texts]


def test_what_is_outdated_keeps_its_source_until_it_is_accepted() -> None:
    of = collection(SOUND)
    old = Ledger([pair("API 응답이 늦음", "The API answers slowly")])
    of = type(of)(of.settings, of.cluster, of.incidents, old)
    assert [each.state for each in standings(of) if each.state == "outdated"] == ["outdated"]
    kept = recorded(of, lambda _: False)["incidents/api-slow.yaml"]
    assert kept[0] == pair("API 응답이 늦음", "The API answers slowly")
    accepted = recorded(of, lambda _: True)["incidents/api-slow.yaml"]
    assert accepted[0] == pair("API 응답이 느려짐", "The API answers slowly")
    assert kept[1:] == accepted[1:]

"""Texts that three authors wrote without having seen the rules: named when it is the incident.

`texts/<incident>.yaml` holds what tools print and people paste of that failure;
`texts/look-alikes.yaml` what only looks like one of them.
"""

from functools import cache
from pathlib import Path

import pytest
import yaml
from sources import REAL, collection

from runbook_gen.match import match, rank
from runbook_gen.model.hit import LogLine, Rank

TEXTS = Path(__file__).parent / "texts"
COLLECTION = collection(REAL)
IDS = sorted(COLLECTION.by_id)
LISTED, FIRST = 0.95, 0.90
CLAIMED = 0.02  # of the look-alikes: a bare traceback names no caller; its rule's caveat says so


@cache
def texts(name: str) -> list[dict[str, str]]:
    """The texts of a file, each with its name and source."""
    found: list[dict[str, str]] = yaml.safe_load((TEXTS / f"{name}.yaml").read_text("utf-8"))
    return found


@cache
def ranking(text: str) -> list[Rank]:
    """The incidents that a text points to."""
    lines = (LogLine("log", number, line) for number, line in enumerate(text.split("\n"), 1))
    return rank(match(lines, COLLECTION.rules))


def missed(incident: str, *, first: bool) -> list[str]:
    """The texts of an incident that do not list it, or do not rank it first."""
    names = []
    for item in texts(incident):
        listed = [r.incident for r in ranking(item["text"])]
        if incident not in (listed[:1] if first else listed):
            names.append(f"{incident}: {item['name']} ({item['source']}): {listed}")
    return names


def test_every_incident_has_texts() -> None:
    assert sorted(path.stem for path in TEXTS.iterdir()) == sorted([*IDS, "look-alikes"])
    for name in (*IDS, "look-alikes"):
        names = [item["name"] for item in texts(name)]
        assert len(set(names)) == len(names)
        assert {item["by"] for item in texts(name)} == {"a", "b", "c"}
    assert {item["looks_like"] for item in texts("look-alikes")} <= set(IDS)


@pytest.mark.parametrize("incident", IDS)
def test_an_incident_is_named_in_its_texts(incident: str) -> None:
    lost = missed(incident, first=False)
    assert len(lost) <= (1 - LISTED) * len(texts(incident)), "\n".join(lost)


@pytest.mark.parametrize("incident", IDS)
def test_an_incident_stands_first_in_its_texts(incident: str) -> None:
    lost = missed(incident, first=True)
    assert len(lost) <= (1 - FIRST) * len(texts(incident)), "\n".join(lost)


def test_hardly_any_text_is_lost() -> None:
    lost = [name for incident in IDS for name in missed(incident, first=False)]
    assert len(lost) <= 0.03 * sum(len(texts(incident)) for incident in IDS), "\n".join(lost)


def test_no_look_alike_is_claimed_for_sure_and_hardly_any_at_all() -> None:
    claims = [
        (item["name"], r.incident, r.confidence, r.first.rule)
        for item in texts("look-alikes")
        for r in ranking(item["text"])
    ]
    assert [claim for claim in claims if claim[2] == "exact"] == []
    assert len({claim[0] for claim in claims}) <= CLAIMED * len(texts("look-alikes")), claims

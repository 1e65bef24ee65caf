"""The CRE pack: its expressions find what they should, and its shape is what preq's parser reads.

Neither preq nor its schema can be had here: the shape is held to what its documentation and its
parser say.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from export.conftest import Replays
from export.rulesets import LOG, MANIFEST, exported, hostile, real, rule, ruleset
from golden import same_as
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.export import RuleSet, cre
from runbook_gen.export.log_lines import finds, fires_by_line
from runbook_gen.model.artifact import Loss
from runbook_gen.model.rule import LogRule

GOLDEN = Path(__file__).parent / "golden" / "cre"
PATH = "packs/cre/runbook.yaml"


def said(text: str) -> dict[str, Any]:
    return {each["cre"]["id"]: each for each in yaml.safe_load(text)["rules"]}


def regex(each: dict[str, Any]) -> str:
    (match,) = each["rule"]["set"]["match"]
    return str(match["regex"])


def test_what_a_reviewer_reads() -> None:
    files, _ = exported(cre, ruleset(rule(LOG)))
    assert list(files) == [PATH]
    same_as(GOLDEN / "runbook.yaml", files[PATH])


def test_every_example_is_found_as_the_loss_says(replayed: Replays) -> None:
    rules = real()
    files, losses = exported(cre, rules)
    lossy = {loss.rule: loss.reason for loss in losses if loss.said == "lossy"}
    emitted, count = said(files[PATH]), 0
    for _, r in rules.rules:
        if not isinstance(r, LogRule) or r.id not in emitted:
            continue
        found = finds(regex(emitted[r.id]))
        seen = sum(fires_by_line(found, text) for text in r.examples.fires)
        total = len(r.examples.fires)
        assert lossy.get(r.id, f"finds {total} of its").startswith(f"finds {seen} of its")
        assert not any(fires_by_line(found, text) for text in r.examples.silent)
        count += total + len(r.examples.silent)
    replayed("cre", count)


@pytest.mark.parametrize("rules", [real(), real("ko"), hostile()], ids=["en", "ko", "hostile"])
def test_the_shape_is_what_its_parser_demands(rules: RuleSet) -> None:
    files, _ = exported(cre, rules)
    document = yaml.safe_load(files[PATH])
    assert document["section"] == "rules"
    names: list[str] = []
    for each in document["rules"]:
        meta = each["metadata"]
        names += [each["cre"]["id"], meta["id"], meta["hash"]]
        assert re.fullmatch(r"[A-Za-z0-9-]+", each["cre"]["id"])
        assert re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]+", meta["id"] + meta["hash"])
        assert each["cre"]["severity"] in range(5)
        assert (meta["kind"], meta["generation"]) == ("rules", 1)
        assert each["rule"]["set"]["event"] == {"source": "cre.log.runbook"}
        texts = [value for value in each["cre"].values() if not isinstance(value, list | int)]
        assert all(isinstance(text, str) and text for text in texts)
    assert len(names) == len(set(names))  # one that is there twice is refused


def test_a_rule_keeps_its_id_and_changes_its_hash() -> None:
    before, after = (
        said(exported(cre, ruleset(rule(LOG, severity=severity)))[0][PATH])["dial-timeout"]
        for severity in ("critical", "info")
    )
    assert before["metadata"]["id"] == after["metadata"]["id"]
    assert before["metadata"]["hash"] != after["metadata"]["hash"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1))
def test_words_come_back(words: str) -> None:
    emitted = said(exported(cre, ruleset(rule(LOG, words)))[0][PATH])["dial-timeout"]
    for name in ("title", "description", "mitigation"):
        assert emitted["cre"][name] == words
    assert regex(emitted) == LOG["expr"]
    assert emitted["cre"]["references"] == [
        "https://runbooks.example.com/en/incidents/api-slow.html"
    ]
    assert emitted["metadata"]["name"] == "api-slow/dial-timeout"


def test_what_it_cannot_say() -> None:
    one_byte = rule(LOG, id="one-byte", expr=r"dial.*\C+i/o timeout")
    escaped = rule(LOG, id="escaped", expr=r"dial.*i/o timeout|\\C")
    files, losses = exported(cre, ruleset(rule(MANIFEST), one_byte, escaped))
    assert losses == [
        Loss("single-replica", "cre", "it reads manifests; preq reads logs"),
        Loss("one-byte", "cre", r"uses \C, which Go's engine does not have"),
    ]
    assert list(said(files[PATH])) == ["escaped"]

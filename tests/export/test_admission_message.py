"""What the admission policies tell survives YAML and CEL, whatever the words."""

import re
from dataclasses import replace

import pytest
import yaml
from export.rulesets import HOSTILE, MANIFEST, rule, ruleset
from hypothesis import example, given
from hypothesis import strategies as st

from runbook_gen.engine.cel import Engine
from runbook_gen.export import gatekeeper, kyverno, vap
from runbook_gen.export.admission.policy import name

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
TARGETS = {"vap": vap, "kyverno": kyverno, "gatekeeper": gatekeeper}
ENGINE = Engine()
NONE = ruleset()


@pytest.mark.parametrize("target", TARGETS)
@given(words=WORDS, culprit=VALUES)
@example(words=HOSTILE, culprit=HOSTILE)
@example(words="\x85 \u2028 \x00\x1f\x7f", culprit="\x85\u2029")
@example(words="a {culprit} b `{culprit}`\r\nc", culprit="d\ne")
@example(words="{culprit}" * 3, culprit='"\\')
def test_any_words_come_back(target: str, words: str, culprit: str) -> None:
    """In the notes as they are; in the message in one line, with the value at fault."""
    of = rule(MANIFEST, words, culprits="[object.value]")
    rules = replace(NONE, rules=((NONE.incidents[0], of),))
    first = next(iter(TARGETS[target].export(rules)))
    policy = next(iter(yaml.safe_load_all(first.text)))
    notes = policy["metadata"]["annotations"]
    for key in ("title", "message", "remediation"):
        assert notes[f"runbook-gen/{key}"] == words
    spec = policy["spec"]
    source = spec["targets"][0]["code"][0]["source"] if "targets" in spec else spec
    [said] = source["validations"]
    page = notes["runbook-gen/runbook-url"]
    assert said["message"] == one_line(f"{words.replace('{culprit}', '…')} {words} {page}")
    told = ENGINE.compile(said["messageExpression"]).on(
        ENGINE.facts({"object": {"value": culprit}, "variables": {}})
    )
    what = words if "{culprit}" in words else f"{words} (`{{culprit}}`)"
    # What stands beside a value is put in one line by itself.
    parts = what.split("{culprit}")
    parts[-1] += f" {words} {page}"
    assert told == culprit.replace("\n", " ").join(map(one_line, parts))


def one_line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)


def test_a_long_name_is_cut_and_stays_its_own() -> None:
    long = "a-rule-whose-name-is-as-long-as-a-slug-may-be-and-then-some"
    assert name("short") == "runbook-short"
    assert name(long) == "runbook-a-rule-whose-name-is-as-long-as-a-slug-may-be-093c7193"
    assert len(name(long)) <= 63
    assert name(long) != name(f"{long}-more")

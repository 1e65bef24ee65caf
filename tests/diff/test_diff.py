"""What changed in meaning: judged by what the rules do, not by how their text differs."""

from typing import Any

import pytest
from export.rulesets import LOG, MANIFEST, METRIC, rule, ruleset

from runbook_gen.diff import diff, release
from runbook_gen.model.change import Change
from runbook_gen.model.rule import Rule


def changes(old: list[Rule], new: list[Rule]) -> list[Change]:
    return list(diff(ruleset(*old).rules, ruleset(*new).rules))


def only(was: Rule, now: Rule) -> Change:
    (change,) = changes([was], [now])
    return change


WAS = {kind: rule(shape) for kind, shape in (("log", LOG), ("manifest", MANIFEST), ("metric", METRIC))}  # fmt: skip  # noqa: E501


def test_nothing_changed() -> None:
    assert changes(list(WAS.values()), [*reversed(WAS.values())]) == []


def test_added_and_removed() -> None:
    added, removed = changes([WAS["log"]], [WAS["metric"]])
    assert (removed.rule, removed.meaning, removed.step) == ("restarts", "added", "minor")
    assert (added.rule, added.meaning, added.step) == ("dial-timeout", "removed", "major")


@pytest.mark.parametrize(
    ("shape", "over", "meaning", "step", "said"),
    [
        (LOG, {"expr": "i/o timeout|connection refused"}, "stricter", "minor", "fires on 1 of 2"),
        (LOG, {"expr": "nothing of the sort"}, "looser", "minor", "is silent on 1 of 2"),
        (LOG, {"expr": "connection refused"}, "changed", "minor", "is silent on 1 of 2"),
        (LOG, {"expr": r'(?:dial|read) "tcp" `[0-9.:]+`: i/o timeout'},
         "changed", "minor", "none of 2"),
        (LOG, {"severity": "info"}, "looser", "minor", "severity: critical → info"),
        (LOG, {"confidence": "heuristic"}, "looser", "minor", "confidence: exact → heuristic"),
        (LOG, {"message": {"ko": "다른 말", "en": "Other words"}}, "message", "patch", "message"),
        (LOG, {"sources": []}, "message", "patch", "proven otherwise: sources"),
        (METRIC, {"for": "90s"}, "stricter", "minor", "for: 2m → 90s"),
        (METRIC, {"for": "1h"}, "looser", "minor", "for: 2m → 1h"),
        (METRIC, {"expr": "increase(restarts_total[5m]) > 9"}, "changed", "minor", "not tried"),
        (MANIFEST, {"enforcement": "deny"}, "stricter", "major", "enforcement: warn → deny"),
        (MANIFEST, {"scope": "file"}, "looser", "minor", "scope: kubernetes → file"),
        (MANIFEST, {"variables": {"replicas": "2"}}, "looser", "minor", "is silent on 1 of 2"),
        (MANIFEST, {"applies_when": "true"}, "changed", "minor", "none of 2"),
        (MANIFEST, {"culprits": "[object.spec]"}, "message", "patch", "points to other values"),
    ],
)  # fmt: skip
def test_what_a_change_means(
    shape: dict[str, Any], over: dict[str, Any], meaning: str, step: str, said: str
) -> None:
    change = only(rule(shape), rule(shape, **over))
    assert (change.meaning, change.step) == (meaning, step)
    assert said in "; ".join(change.details)


@pytest.mark.parametrize(
    ("resources", "meaning"),
    [
        (["deployments", "statefulsets"], "stricter"),
        (["*"], "stricter"),
        (["statefulsets"], "changed"),
    ],
)
def test_what_a_rule_looks_at(resources: list[str], meaning: str) -> None:
    match = {**MANIFEST["match"], "resources": resources}  # type: ignore[dict-item]
    wider = rule(MANIFEST, match=match)
    assert only(rule(MANIFEST), wider).meaning == meaning
    if meaning == "stricter" and resources != ["*"]:
        assert only(wider, rule(MANIFEST)).meaning == "looser"


def test_a_rule_of_another_kind_is_changed() -> None:
    change = only(rule(LOG), rule(METRIC, id="dial-timeout"))
    assert change.meaning == "changed"
    assert "a metric rule; it was a log rule" in change.details


def test_an_expression_that_cannot_be_tried_is_no_crash() -> None:
    broken = rule(LOG).model_copy(update={"expr": "("})
    assert only(rule(LOG), broken).meaning == "changed"


@pytest.mark.parametrize(
    ("old", "new", "meanings", "needed", "rises"),
    [
        ("1.2.3", "1.2.3", [], "1.2.3", True),
        ("1.2.3", "1.2.3", [{"severity": "info"}], "1.3.0", False),
        ("1.2.3", "1.3.0", [{"severity": "info"}], "1.3.0", True),
        ("1.2.3", "1.2.4", [{"sources": []}], "1.2.4", True),
        ("1.9.3", "1.10.0", [{"severity": "info"}], "1.10.0", True),
        ("1.2.3", "1.2.2", [], "1.2.3", False),
        ("1.2.3", "2.0.0", None, "2.0.0", True),
        ("0.2.3", "0.3.0", None, "0.3.0", True),
    ],
)
def test_the_version_that_changes_call_for(
    old: str, new: str, meanings: list[dict[str, Any]] | None, needed: str, rises: bool
) -> None:
    if meanings is None:
        found = changes([rule(LOG)], [])
    else:
        found = [only(rule(LOG), rule(LOG, **over)) for over in meanings]
    told = release(found, old, new)
    assert (told.needed, told.rises) == (needed, rises)

"""The Troubleshoot pack, read as Troubleshoot's own code reads it."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml
from export.rulesets import FILE, LOG, exported, hostile, real, rule, ruleset
from golden import same_as
from hypothesis import example, given
from hypothesis import strategies as st
from programs import Replays
from sources import ROOT

from runbook_gen.engine.signature import compile_signature
from runbook_gen.export import RuleSet, troubleshoot
from runbook_gen.model.rule import Rule

LOGS, EVENTS = (
    "cluster-resources/pods/logs/shop/api-0/api.log",
    "cluster-resources/events/shop.json",
)
WRITTEN = {LOGS: str, EVENTS: troubleshoot.in_event}


def bundle(rules: RuleSet) -> dict[str, Any]:
    files, _ = exported(troubleshoot, rules)
    parsed: dict[str, Any] = yaml.safe_load(files[troubleshoot.FILE])
    return parsed


def analyzers(rules: RuleSet) -> list[dict[str, Any]]:
    return [analyzer["textAnalyze"] for analyzer in bundle(rules)["spec"]["analyzers"]]


def outcome(analyzer: dict[str, Any], path: str, text: str) -> str:
    """What comes of a file, as pkg/analyze/text_analyze.go says: `fail`, `pass` or nothing.

    The expression is searched in the whole file. Whether a match fails or passes is what `when`
    says; a match passes where it says nothing.
    """
    if not fnmatchcase(path, analyzer["fileName"]):
        return ""
    when = {name: told.get("when") for of in analyzer["outcomes"] for name, told in of.items()}
    matched = compile_signature(analyzer["regex"]).search(text) is not None
    passes, fails = when.get("pass") or "true", when.get("fail") or "false"
    assert {passes, fails} == {"true", "false"}, "outcome when conditions are equal"
    return "pass" if matched == (passes == "true") else "fail"


def check(value: dict[str, Any]) -> None:
    """The shape that Troubleshoot's types ask for, of what we emit."""
    assert (value["apiVersion"], value["kind"]) == ("troubleshoot.sh/v1beta2", "SupportBundle")
    assert value["metadata"]["name"] == "runbook"
    kinds = [kind for collector in value["spec"]["collectors"] for kind in collector]
    assert kinds == ["logs", "clusterResources"]
    for analyzer in value["spec"]["analyzers"]:
        told = analyzer["textAnalyze"]
        assert set(told) == {"checkName", "annotations", "fileName", "regex", "outcomes"}
        assert [list(of) for of in told["outcomes"]] == [["fail"], ["pass"]]
        texts = [text for of in told["outcomes"] for one in of.values() for text in one.values()]
        texts += [*told["annotations"].values(), told["checkName"], told["regex"]]
        assert all(isinstance(text, str) for text in texts)
        assert any(fnmatchcase(path, told["fileName"]) for path in WRITTEN)
        compile_signature(told["regex"])


def test_a_reader_can_review_it() -> None:
    files, _ = exported(troubleshoot, hostile())
    golden = Path(__file__).parent / "golden/troubleshoot/support-bundle.yaml"
    same_as(golden, files[troubleshoot.FILE])


def test_every_example_is_tried_on_the_analyzers(replayed: Replays) -> None:
    rules = real()
    logs = {r.id: r for _, r in rules.rules if r.kind == "log"}
    losses = {loss.rule: loss for loss in exported(troubleshoot, rules)[1]}
    told = analyzers(rules)
    refused = {id for id in logs if id in losses and losses[id].said == "refused"}
    assert {a["annotations"]["rule"] for a in told} == set(logs) - refused
    count = 0
    for analyzer in told:
        log = logs[analyzer["annotations"]["rule"]]
        [path] = [p for p in WRITTEN if fnmatchcase(p, analyzer["fileName"])]
        ends = [outcome(analyzer, path, WRITTEN[path](text)) for text in log.examples.fires]
        sound = {outcome(analyzer, path, WRITTEN[path](text)) for text in log.examples.silent}
        assert sound == {"pass"}
        seen, total = ends.count("fail"), len(ends)
        assert seen == total or f"finds {seen} of its {total} " in losses[log.id].reason
        count += total + len(log.examples.silent)
    assert count
    replayed("troubleshoot", count)


@pytest.mark.parametrize(
    "log", sorted((ROOT / "runbook_gen/ordinary/logs").glob("*")), ids=lambda path: path.name
)
def test_a_whole_ordinary_log_passes(log: Path) -> None:
    """An expression that runs over the ends of lines would find in a file what no line holds."""
    text = log.read_text(encoding="utf-8")
    found = [
        a["checkName"] for a in analyzers(real()) if compile_signature(a["regex"]).search(text)
    ]
    assert found == []


@pytest.mark.parametrize("rules", [real("en"), real("ko"), hostile()], ids=["en", "ko", "hostile"])
def test_the_pack_has_the_shape_of_a_support_bundle(rules: RuleSet) -> None:
    check(bundle(rules))


def test_a_broken_pack_is_noticed() -> None:
    broken = bundle(hostile())
    [fail, passes] = broken["spec"]["analyzers"][0]["textAnalyze"]["outcomes"]
    fail["fail"]["when"] = True
    with pytest.raises(AssertionError):
        check(broken)
    del passes["pass"]["when"], fail["fail"]["when"]
    told = broken["spec"]["analyzers"][0]["textAnalyze"]
    assert outcome(told, LOGS, LOG["examples"]["fires"][0]) == "pass"  # type: ignore[index]


@given(st.text(min_size=1, max_size=60))
@example(" \x85 \u2028 \u2029 ")
def test_words_come_back_as_they_were(words: str) -> None:
    [told] = analyzers(ruleset(rule(LOG, words)))
    assert told["checkName"] == words
    assert told["outcomes"][0]["fail"]["message"] == f"{words} {words}"


def losses(*rules: Rule) -> list[tuple[str, str]]:
    return [(loss.reason, loss.said) for loss in exported(troubleshoot, ruleset(*rules))[1]]


def test_what_is_lost_is_said() -> None:
    framed = {"fires": ["failed: now", "failed:\n | now"], "silent": ["sound"]}
    reason = "it reads files of a repository; a support bundle holds logs and events"
    assert losses(rule(FILE)) == [(reason, "refused")]
    reason = "a support bundle holds no logs of its sources node, ci"
    assert losses(rule(LOG, sources=["node", "ci"])) == [(reason, "refused")]
    assert losses(rule(LOG, sources=["pod", "ci"])) == [
        ("a support bundle holds no logs of its sources ci", "lossy")
    ]
    assert losses(rule(LOG, sources=["pod"])) == losses(rule(LOG, sources=[])) == []
    reason = "finds 1 of its 2 examples: the others are wrapped, framed or escaped"
    log = rule(LOG, sources=["pod"], expr=r"failed:\s+now", examples=framed)
    assert losses(log) == [(f"in pods' logs: {reason}", "lossy")]
    never = "none of its examples shows the failure as it stands; the target undoes no escapes"
    assert losses(rule(LOG, sources=["event"])) == [(f"in events: {never}", "refused")]
    both = [(f"in events: {never}", "lossy")]
    assert losses(rule(LOG, sources=["pod", "event"])) == both

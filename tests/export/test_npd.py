"""The node-problem-detector pack, run as node-problem-detector runs it."""

import json
from collections import deque
from pathlib import Path
from typing import Any

from export.rulesets import FILE, LOG, exported, hostile, real, rule, ruleset
from golden import same_as
from hypothesis import given
from hypothesis import strategies as st
from programs import Replays

from runbook_gen.engine.signature import compile_signature
from runbook_gen.export import RuleSet, npd
from runbook_gen.model.rule import Rule


def monitors(rules: RuleSet) -> dict[str, Any]:
    files, _ = exported(npd, rules)
    return {Path(path).stem: json.loads(text) for path, text in files.items()}


def fires(monitor: dict[str, Any], pattern: str, text: str) -> bool:
    """As its log buffer does: the last lines joined, and a find that ends where they end.

    See pkg/systemlogmonitor/log_buffer.go: the pattern is compiled with `\\z` behind it. A
    message of the journal comes without the space around it.
    """
    compiled = compile_signature(pattern + r"\z")
    lines: deque[str] = deque(maxlen=monitor["bufferSize"])
    return any(
        lines.append(line.strip()) or compiled.search("\n".join(lines))
        for line in text.splitlines()
    )


def test_a_reader_can_review_it() -> None:
    files, _ = exported(npd, hostile())
    assert list(files) == [f"packs/npd/{log}.json" for log in ("kubelet", "containerd", "kernel")]
    same_as(Path(__file__).parent / "golden/npd/kubelet.json", files["packs/npd/kubelet.json"])


def test_every_example_is_tried_on_the_patterns(replayed: Replays) -> None:
    rules = real()
    logs = {r.id: r for _, r in rules.rules if r.kind == "log"}
    losses = {loss.rule: loss for loss in exported(npd, rules)[1]}
    count = 0
    for monitor in monitors(rules).values():
        told = {r["runbook"]["rule"]: r["pattern"] for r in monitor["rules"]}
        assert set(told) == {id for id in logs if losses[id].said == "lossy"}
        for id, pattern in told.items():
            examples, total = logs[id].examples, len(logs[id].examples.fires)
            seen = sum(fires(monitor, pattern, text) for text in examples.fires)
            assert not any(fires(monitor, pattern, text) for text in examples.silent)
            assert seen == total or f"finds {seen} of its {total} " in losses[id].reason
            count += total + len(examples.silent)
    assert count
    replayed("npd", count // len(npd.MONITORS))


def test_a_line_is_found_only_up_to_its_end() -> None:
    """The patterns end in `.*` for a reason: the replay can fail."""
    kubelet = monitors(hostile())["kubelet"]
    [told] = kubelet["rules"]
    line = f"{LOG['examples']['fires'][0]}; retrying"  # type: ignore[index]
    assert fires(kubelet, told["pattern"], f"sound\n{line}\nsound")
    assert not fires(kubelet, told["pattern"].removesuffix(".*"), line)


def test_monitors_have_the_shape_of_its_own() -> None:
    for name, monitor in monitors(real()).items():
        assert set(monitor) - {"pluginConfig"} == {
            "plugin", "logPath", "lookback", "bufferSize", "source", "conditions", "rules",
        }  # fmt: skip
        assert monitor["source"] == f"runbook-{name}"
        for told in monitor["rules"]:
            assert set(told) == {"type", "reason", "pattern", "runbook"}
            assert told["type"] == "temporary"
            assert told["reason"].isalnum()


@given(st.text(min_size=1, max_size=60))
def test_words_come_back_as_they_were(words: str) -> None:
    for monitor in monitors(ruleset(rule(LOG, words))).values():
        [told] = monitor["rules"]
        said = told["runbook"]
        assert said["title"] == said["message"] == said["remediation"] == words


def losses(*rules: Rule) -> list[tuple[str, str]]:
    return [(loss.reason, loss.said) for loss in exported(npd, ruleset(*rules))[1]]


def test_what_is_lost_is_said() -> None:
    never = {"fires": ["failed:\nnow"], "silent": ["sound"]}
    some = {"fires": ["failed:\nnow", "failed: now"], "silent": ["sound"]}
    reason = "it reads files of a repository; node-problem-detector reads a node's logs"
    assert losses(rule(FILE)) == [(reason, "refused")]
    reason = "not marked as of a node's log (its sources: pod, ci)"
    assert losses(rule(LOG, sources=["pod", "ci"])) == [(reason, "refused")]
    reason = "not marked as of a node's log (its sources: none)"
    assert losses(rule(LOG, sources=[])) == [(reason, "refused")]
    reason = "none of its examples has the failure in one line; the target joins no lines"
    assert losses(rule(LOG, expr=r"failed:\s+now", examples=never)) == [(reason, "refused")]
    told = "an event tells its name and the line, not the message, severity, remediation or page"
    assert losses(rule(LOG)) == [(told, "lossy")]
    reason = f"{told}; finds 1 of its 2 examples: the others are wrapped, framed or escaped"
    assert losses(rule(LOG, expr=r"failed:\s+now", examples=some)) == [(reason, "lossy")]


def test_nothing_to_watch_for_is_no_monitor() -> None:
    assert monitors(ruleset(rule(FILE))) == {}

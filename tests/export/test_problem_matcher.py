"""The problem matchers: npm's `problem-matcher` runs them on every line of every example."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import TOOLS
from export.conftest import Replays
from export.rulesets import HOSTILE, LOG, METRIC, exported, hostile, real, rule, ruleset
from golden import same_as
from programs import Run, Tool

from runbook_gen.export import problem_matcher
from runbook_gen.export.log_lines import finds, fires_by_line
from runbook_gen.model.artifact import Loss
from runbook_gen.model.rule import LogRule

GOLDEN = Path(__file__).parent / "golden" / "problem-matcher"
PATH = "packs/problem-matcher/runbook.json"
PROGRAM = """
import judge from "problem-matcher";
import { readFileSync } from "node:fs";
const pairs = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(pairs.map(([matcher, text]) => judge(matcher, text))));
"""
Match = dict[str, str]


def matched(tool: Tool, run: Run, pairs: list[tuple[Any, str]]) -> list[list[Match]]:
    """What npm's package makes of each text with each matcher."""
    tool("node", "js-yaml")  # the environment is there
    command = ("node", "--input-type=module", "-e", PROGRAM)
    told = run(*command, cwd=TOOLS / "node", stdin=json.dumps(pairs))
    assert told.code == 0, told.text
    answers: list[list[Match]] = json.loads(told.text)
    return answers


def matchers(text: str) -> dict[str, Any]:
    return {each["owner"]: each for each in json.loads(text)["problemMatcher"]}


def test_what_a_reviewer_reads() -> None:
    files, _ = exported(problem_matcher, ruleset(rule(LOG), rule(LOG, id="b", severity="info")))
    assert list(files) == [PATH]
    same_as(GOLDEN / "runbook.json", files[PATH])


def test_every_example_is_found_as_the_loss_says(tool: Tool, run: Run, replayed: Replays) -> None:
    rules = real()
    files, losses = exported(problem_matcher, rules)
    said = matchers(files[PATH])
    logs = [r for _, r in rules.rules if isinstance(r, LogRule) and r.id in said]
    assert set(said) == {loss.rule for loss in losses if loss.said == "lossy"}
    fires = [(r, text) for r in logs for text in r.examples.fires]
    silent = [(r, text) for r in logs for text in r.examples.silent]
    answers = matched(tool, run, [(said[r.id], text) for r, text in fires])
    for (r, text), answer in zip(fires, answers, strict=True):
        assert bool(answer) == fires_by_line(finds(r.expr), text), (r.id, text)
        lines = {line.strip() for line in text.splitlines()}
        assert {match["message"] for match in answer} <= lines
        assert {match["severity"] for match in answer} <= {said[r.id]["severity"]}
    for r in logs:
        count = sum(bool(a) for (of, _), a in zip(fires, answers, strict=True) if of is r)
        reason = next(loss.reason for loss in losses if loss.rule == r.id)
        told = f"finds {count} of its" if count < len(r.examples.fires) else "shows the line"
        assert reason.startswith(told)
    assert not any(matched(tool, run, [(said[r.id], text) for r, text in silent]))
    replayed("problem-matcher", len(fires) + len(silent))


def test_a_hostile_line_is_shown_as_it_is(tool: Tool, run: Run) -> None:
    files, _ = exported(problem_matcher, hostile())
    line = f'{HOSTILE}dial "tcp" `🔥`: i/o timeout{HOSTILE}'
    (answer,) = matched(tool, run, [(matchers(files[PATH])["dial-timeout"], line)])
    assert answer == [{"message": line.strip(), "severity": "error"}]


def test_a_broken_matcher_is_refused(tool: Tool, run: Run) -> None:
    files, _ = exported(problem_matcher, ruleset(rule(LOG)))
    broken = matchers(files[PATH])["dial-timeout"]
    broken["pattern"][0]["regexp"] = LOG["expr"]  # nothing is captured
    with pytest.raises(AssertionError, match="Invalid capture group"):
        matched(tool, run, [(broken, str(LOG["examples"]["fires"][0]))])  # type: ignore[index]


def test_no_words_are_in_it() -> None:
    """It has no place for them: whatever they are, the file is the same."""
    files = [exported(problem_matcher, ruleset(rule(LOG, words)))[0] for words in ("a", HOSTILE)]
    assert files[0] == files[1]


def test_a_long_line_takes_no_time(tool: Tool, run: Run) -> None:
    """The engine goes back and forth; RE2 does not. A matcher that takes long is thrown out."""
    files, _ = exported(problem_matcher, real())
    line = "error: .github/workflows/a.yml:1: col 2 at line 3 Service(hyper::Error " * 40
    pairs = [(each, line) for each in matchers(files[PATH]).values()]
    assert len(matched(tool, run, pairs)) == len(pairs)


def test_what_it_cannot_say() -> None:
    fire, wordless = rule(LOG), problem_matcher.WORDLESS
    accented = rule(LOG, id="accented", expr="(?i)é.*timeout")
    wrapped = rule(
        LOG,
        id="wrapped",
        expr="was +refused$",
        examples={"fires": ["was refused", "was\n refused"], "silent": ["fine"]},
    )
    metrics = "it reads metrics; a problem matcher reads the log of a job"
    unsaid = "cannot be said in .NET's expressions: 'é' in any case"
    _, losses = exported(problem_matcher, ruleset(fire, rule(METRIC), accented, wrapped))
    lost = "finds 1 of its 2 examples: the others are wrapped, framed or escaped"
    assert losses == [
        Loss("dial-timeout", "problem-matcher", wordless, "lossy"),
        Loss("restarts", "problem-matcher", metrics),
        Loss("accented", "problem-matcher", unsaid),
        Loss("wrapped", "problem-matcher", f"{lost}; {wordless}", "lossy"),
    ]

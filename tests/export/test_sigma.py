"""The Sigma pack: checked and converted by sigma-cli, its SQLite queries run on every example."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml
from export.logql import parsed
from export.rulesets import LOG, METRIC, exported, hostile, real, rule, ruleset
from golden import same_as
from hypothesis import example, given
from hypothesis import strategies as st
from programs import Replays, Run, Told, Tool, write

from runbook_gen.export import RuleSet, sigma
from runbook_gen.model.artifact import Loss
from runbook_gen.model.rule import Rule

Cli = Callable[..., Told]


@pytest.fixture
def cli(tool: Tool, run: Run, tmp_path: Path) -> Cli:
    """`cli(rules, "check")`: sigma-cli on a pack, its files named in the pack's order."""

    def call(files: dict[str, str], *command: str) -> Told:
        write(tmp_path, files)
        return run(tool("sigma", "sigma"), *command, *files)

    return call


def pack(rules: RuleSet) -> dict[str, str]:
    return exported(sigma, rules)[0]


def queries(cli: Cli, files: dict[str, str], backend: str) -> list[str]:
    told = cli(files, "convert", "-t", backend, "--without-pipeline")
    assert told.code == 0, told.text
    lines = [line for line in told.text.splitlines() if line and line != "Parsing Sigma rules"]
    assert len(lines) == len(files)
    return lines


def matches(query: str, text: str) -> bool:
    """Whether a query of the SQLite backend finds a line of a text."""
    with sqlite3.connect(":memory:") as logs:
        logs.create_function("REGEXP", 2, lambda expr, line: re.search(expr, line) is not None)
        logs.execute("CREATE TABLE logs (message TEXT)")
        logs.executemany("INSERT INTO logs VALUES (?)", [(line,) for line in text.splitlines()])
        return bool(logs.execute(query).fetchall())


def test_a_reader_can_review_it() -> None:
    [(path, text)] = pack(hostile()).items()
    assert path == "packs/sigma/rule_dial_timeout.yml"
    same_as(Path(__file__).parent / "golden/sigma/rule_dial_timeout.yml", text)


@pytest.mark.parametrize("rules", [real("en"), real("ko"), hostile()], ids=["en", "ko", "hostile"])
def test_sigma_accepts_the_pack(cli: Cli, rules: RuleSet) -> None:
    told = cli(pack(rules), "check", "--fail-on-issues")
    assert told.code == 0, told.text
    assert "Found 0 errors, 0 condition errors and 0 issues." in told.text


@pytest.mark.parametrize(
    ("sound", "broken"),
    [("level: critical", "level: urgent"), ("id: c9a9cc59-", "id: "), ("i/o timeout)", "i/o")],
)
def test_sigma_refuses_a_broken_rule(cli: Cli, sound: str, broken: str) -> None:
    files = {path: text.replace(sound, broken) for path, text in pack(hostile()).items()}
    assert files != pack(hostile())
    assert cli(files, "check", "--fail-on-issues").code == 1


def test_every_example_is_tried_on_the_queries(cli: Cli, replayed: Replays) -> None:
    rules = real()
    files, losses = exported(sigma, rules)
    ids = [yaml.safe_load(text)["custom"]["rule"] for text in files.values()]
    by_rule = dict(zip(ids, queries(cli, files, "sqlite"), strict=True))
    lost = {loss.rule: loss for loss in losses}
    count = 0
    for _, log in rules.rules:
        if log.kind != "log" or lost.get(log.id, Loss("", "", "", "lossy")).said == "refused":
            assert log.id not in by_rule
            continue
        query = by_rule[log.id]
        seen = sum(matches(query, text) for text in log.examples.fires)
        total = len(log.examples.fires)
        assert not any(matches(query, text) for text in log.examples.silent)
        assert seen == total or f"finds {seen} of its {total} " in lost[log.id].reason
        count += total + len(log.examples.silent)
    assert count
    replayed("sigma", count)


def test_as_loki_queries_they_are_logql(cli: Cli, tool: Tool, run: Run) -> None:
    for rules in (real(), hostile()):
        told = parsed(queries(cli, pack(rules), "loki"), tool, run)
        assert [seen["errors"] for seen in told] == [0] * len(told)


def emitted(*rules: Rule) -> list[dict[str, Any]]:
    return [yaml.safe_load(text) for text in pack(ruleset(*rules)).values()]


@given(st.text(min_size=1, max_size=60))
@example(" \x85 \u2028 \u2029 ")
def test_words_come_back_as_they_were(words: str) -> None:
    [told] = emitted(rule(LOG, words, caveats=[{"en": words}]))
    assert told["title"] == told["description"] == told["custom"]["remediation"] == words
    assert told["falsepositives"] == [words]


def test_a_title_is_short_and_no_other_rules() -> None:
    first, second = emitted(rule(LOG, "A" * 300), rule(LOG, "A" * 300, id="second"))
    third, fourth = emitted(rule(LOG, "Timeout"), rule(LOG, "Timeout", id="second"))
    assert first["title"] == "A" * 255 + "…"
    assert second["title"] == "A" * 246 + "… (second)"
    assert (third["title"], fourth["title"]) == ("Timeout", "Timeout (second)")


def test_a_rule_says_what_it_is() -> None:
    evidence = [{"tool": "kubelet", "version": "1.28", "text": "x"}]
    [told] = emitted(rule(LOG, severity="warning", evidence=evidence))
    assert (told["level"], told["status"]) == ("medium", "test")
    assert told["custom"]["incident"] == "api-slow"
    assert told["references"] == ["https://runbooks.example.com/en/incidents/api-slow.html"]
    assert UUID(told["id"]) == sigma.rule_uuid("dial-timeout")
    longest = f"rule_{'x' * 80}.yml"  # sigma-cli allows 90
    [path] = pack(ruleset(rule(LOG, id="x" * 80)))
    assert path.endswith(longest)


def test_flags_stay_in_front() -> None:
    examples = {"fires": ["a Timeout"], "silent": ["sound"]}
    [told] = emitted(rule(LOG, expr="(?i)timeout|refused", examples=examples))
    pattern = told["detection"]["selection"]["message|re"]
    assert pattern == "(?i).*(?:timeout|refused).*"


def losses(*rules: Rule) -> list[tuple[str, str]]:
    return [(loss.reason, loss.said) for loss in exported(sigma, ruleset(*rules))[1]]


def test_what_is_lost_is_said() -> None:
    never = {"fires": ["failed:\nnow"], "silent": ["sound"]}
    greek = {"fires": ["failed: now", "failed: λ"], "silent": ["sound"]}
    digits = {"fires": ["failed 12"], "silent": ["failed ١٢"]}
    assert losses(rule(METRIC)) == [("it reads metrics; Sigma reads log text", "refused")]
    reason = "none of its examples has the failure in one line; the target joins no lines"
    assert losses(rule(LOG, expr=r"failed:\s+now", examples=never)) == [(reason, "refused")]
    [(reason, said)] = losses(rule(LOG, expr=r"failed: (?:now|\p{Greek})", examples=greek))
    assert (reason, said) == (
        "Sigma takes no such expression: bad escape \\p at position 20",
        "refused",
    )
    reason = "Python's re, which Sigma follows, finds other lines than RE2 does"
    assert losses(rule(LOG, expr=r"failed \d+", examples=digits)) == [(reason, "refused")]

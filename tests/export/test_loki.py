"""The Loki pack: its queries parsed by Grafana's grammar, and run on every example."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from export.logql import Filter, parsed, text_of
from export.rulesets import LOG, MANIFEST, exported, hostile, real, rule, ruleset
from golden import same_as
from hypothesis import example, given
from hypothesis import strategies as st
from programs import Replays, Run, Tool

from runbook_gen.engine.signature import compile_signature
from runbook_gen.export import RuleSet, loki
from runbook_gen.export.log_lines import fires_by_line
from runbook_gen.model.artifact import Loss

Grammar = Callable[[list[str]], list[dict[str, Any]]]


@pytest.fixture
def grammar(tool: Tool, run: Run) -> Grammar:
    """What Grafana's grammar sees in queries."""
    return lambda queries: parsed(queries, tool, run)


def alerts(rules: RuleSet) -> list[dict[str, Any]]:
    files, _ = exported(loki, rules)
    groups = yaml.safe_load(files[loki.FILE])["groups"]
    return [alert for group in groups for alert in group["rules"]]


def kept(line: str, filters: list[Filter]) -> bool:
    """Whether a line passes the line filters."""
    passes = {
        "|~": lambda text: compile_signature(text).search(line) is not None,
        "!=": lambda text: text not in line,
    }
    return all(passes[operator](text_of(literal)) for operator, literal in filters)


def test_a_reader_can_review_it() -> None:
    files, _ = exported(loki, hostile())
    same_as(Path(__file__).parent / "golden/loki/runbook.rules.yml", files[loki.FILE])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_example_is_tried_on_the_queries(
    grammar: Grammar, replayed: Replays, language: str
) -> None:
    rules = real(language)
    found = {a["labels"]["rule"]: a for a in alerts(rules)}
    queries = dict(zip(found, grammar([a["expr"] for a in found.values()]), strict=True))
    losses = {loss.rule: loss for loss in exported(loki, rules)[1]}
    count = 0
    for _, log in rules.rules:
        if log.kind != "log" or losses.get(log.id, Loss("", "", "", "lossy")).said == "refused":
            assert log.id not in found
            continue
        told = queries[log.id]
        assert told["errors"] == 0
        assert told["selector"] == rules.settings.log_selector
        assert [operator for operator, _ in told["filters"]] == ["|~", "!="]

        def fires(text: str, filters: list[Filter] = told["filters"]) -> bool:
            return fires_by_line(lambda line: kept(line, filters), text)

        seen = sum(map(fires, log.examples.fires))
        total = len(log.examples.fires)
        assert not any(map(fires, log.examples.silent))
        assert seen == total or f"finds {seen} of its {total} " in losses[log.id].reason
        count += total + len(log.examples.silent)
    assert count
    replayed("loki", count if language == "en" else 0)


def test_its_own_queries_in_lokis_log_set_nothing_off(grammar: Grammar) -> None:
    queries = [a["expr"] for a in alerts(real())]
    log = [f"level=info component=ruler query={json.dumps(query)}" for query in queries] + queries
    everywhere = [told["filters"] for told in grammar(queries)]
    alone = [[(operator, text) for operator, text in f if operator == "|~"] for f in everywhere]
    assert not any(kept(line, filters) for line in log for filters in everywhere)
    assert any(kept(line, filters) for line in log for filters in alone)


def test_the_grammar_accepts_hostile_words_and_refuses_what_is_no_query(grammar: Grammar) -> None:
    [alert] = alerts(hostile())
    broken = alert["expr"].replace("|~ ", "")
    sound, unsound = grammar([alert["expr"], broken])
    assert sound["errors"] == 0
    assert unsound["errors"]
    assert text_of(sound["filters"][0][1]) == LOG["expr"]


@given(st.text(min_size=1, max_size=60))
@example(" \x85 \u2028 \u2029 ")
def test_words_come_back_as_they_were(words: str) -> None:
    [alert] = alerts(ruleset(rule(LOG, words)))
    said = {name: text.replace('{{ "{{" }}', "{{") for name, text in alert["annotations"].items()}
    assert said["summary"] == words
    assert said["description"] == f"{words} {words}"


@given(st.text(min_size=1, max_size=60))
def test_an_expression_comes_back_as_it_was(words: str) -> None:
    query = loki._text(words)
    assert text_of(query) == words


def test_an_alert_leads_to_its_page() -> None:
    for alert in alerts(real("ko")):
        page = f"/ko/incidents/{alert['labels']['incident']}.html"
        assert alert["annotations"]["runbook_url"] == "https://runbooks.example.com" + page
        assert alert["labels"]["severity"] in {"critical", "warning", "info"}


def losses(*rules: Any) -> list[tuple[str, str]]:
    return [(loss.reason, loss.said) for loss in exported(loki, ruleset(*rules))[1]]


def test_what_is_lost_is_said() -> None:
    two_lines = {"fires": ["failed:\nnow", "failed: now"], "silent": ["sound"]}
    never = {"fires": ["failed:\nnow"], "silent": ["sound"]}
    of_query = {"fires": ["failed: now"], "silent": ["failed: count_over_time( now"]}
    log = rule(LOG, expr=r"failed:\s+now", examples=two_lines)
    assert losses(rule(MANIFEST)) == [("it reads manifests; Loki reads log text", "refused")]
    reason = "finds 1 of its 2 examples: the others are wrapped, framed or escaped"
    assert losses(log) == [(reason, "lossy")]
    reason = "none of its examples has the failure in one line; the target joins no lines"
    assert losses(rule(LOG, expr=r"failed:\s+now", examples=never)) == [(reason, "refused")]
    assert losses(rule(LOG, expr="failed:.*now", examples=of_query)) == []
    long = rule(LOG, expr="x" * 6000, examples={"fires": ["x" * 6000], "silent": ["y"]})
    reason = "its query has 6070 bytes; Loki may take 5119 only"
    assert losses(long) == [(reason, "refused")]

"""The log rules for a browser: each is there or named as left out; texts are words and code."""

import json

import pytest
from sources import REAL, collection

from runbook_gen.engine.regex.portable import Unportable
from runbook_gen.render import log_rules as room
from runbook_gen.render import render
from runbook_gen.render.log_rules import log_rules, runs

COLLECTION = collection(REAL)
LOGS = [rule.id for _, rule in COLLECTION.rules if rule.kind == "log"]


@pytest.mark.parametrize("language", COLLECTION.languages)
def test_the_site_has_the_rules_as_a_script(language: str) -> None:
    files = {page.path: page.text for page in render(COLLECTION, language)}
    name, _, data = files["assets/log-rules.js"].partition(" = ")
    assert name == "runbookLogRules"
    told = json.loads(data.strip().removesuffix(";"))
    assert [rule["id"] for rule in told["rules"]] == LOGS
    assert told["leftOut"] == []
    for incident, answer in told["incidents"].items():
        assert f"{answer['page'].removesuffix('.html')}.md" in files
        title = COLLECTION.by_id[incident].title.within(language)
        assert "".join(answer["title"]) == title.replace("`", "")
        assert answer["steps"]


def test_a_rule_that_a_browser_cannot_run_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(expr: str, dialect: object) -> str:
        raise Unportable("no words")

    monkeypatch.setattr(room, "portable", refuse)
    told = log_rules(COLLECTION, "en")
    assert (told["rules"], told["incidents"], told["leftOut"]) == ([], {}, LOGS)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Look at `kubectl get`, then wait.", ["Look at ", "kubectl get", ", then wait."]),
        ("`a` **b**\n[c](d.md) \\* <x>", ["", "a", " b c * <x>"]),
    ],
)
def test_a_text_is_words_and_code_by_turns(markdown: str, expected: list[str]) -> None:
    assert runs(markdown) == expected

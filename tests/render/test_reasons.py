"""Why a target does not say a rule: made up in English, told on pages in any language."""

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import REAL, ROOT, collection

from runbook_gen.cli.export import rule_set
from runbook_gen.export import EXPORTERS, pack
from runbook_gen.model.reason import Reason, joined, told
from runbook_gen.render.words import words

KOREAN = {"it reads {what}; {sees}": "{what}: {sees}", "logs": "로그", "Loki": "로키"}


def korean(word: str) -> str:
    return KOREAN.get(word, word)


def test_a_reason_is_its_english_text_and_can_be_told_otherwise() -> None:
    reason = Reason("it reads {what}; {sees}", what=Reason("logs"), sees=Reason("Loki"))
    assert reason == "it reads logs; Loki"
    assert told(reason, korean) == "로그: 로키"
    assert told("another package's own words: {", korean) == "another package's own words: {"
    assert told(Reason("as it stands: {logs}"), korean) == "as it stands: {logs}"
    both = joined([reason, "a tool's {words}"])
    assert both == "it reads logs; Loki; a tool's {words}"
    assert told(both, korean) == "로그: 로키; a tool's {words}"
    assert told(pickle.loads(pickle.dumps(both)), korean) == told(both, korean)


def calls(name: str, folder: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function, and where it is."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id == name:
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def test_the_words_of_every_reason_can_be_found_for_the_catalogue() -> None:
    """They stand where it is made; mypy sees to it that a loss has a reason, not any text."""
    made = dict(calls("Reason", ROOT / "runbook_gen"))
    hidden = [
        where.partition(":")[0]
        for where, call in made.items()
        if not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]
    assert len(made) > 40
    assert hidden == ["runbook_gen/model/reason.py"]  # another's text, told as it is


@pytest.mark.parametrize("language", ["ko"])
def test_every_reason_of_the_real_rules_has_words_of_the_language(language: str) -> None:
    known = words(language)
    for loss in pack(rule_set(collection(REAL)), EXPORTERS).losses:
        told(loss.reason, lambda word: known[word])

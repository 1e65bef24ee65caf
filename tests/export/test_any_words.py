"""Whatever words a rule is told in, every target's files can be read, and say them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from export.rulesets import HOSTILE, exported, hostile
from hypothesis import example, given
from hypothesis import strategies as st

from runbook_gen.export import EXPORTERS, Exporter, target_id

BLANKS = re.compile(r"[\s\x85\u2028\u2029]+")
LABEL = re.compile(r"\{\{ \$labels\.(\w+) \}\}")
WORDLESS = {"problem-matcher"}
"""A matcher has a place for an expression and none for words."""


def parsed(path: str, text: str) -> list[Any]:
    """What a file holds, by its name; of a skill, its front matter and its body."""
    if path.endswith((".json", ".sarif")):
        return [json.loads(text)]
    if path.endswith((".yml", ".yaml")):
        return list(yaml.safe_load_all(text))
    if path.endswith("SKILL.md"):
        _, front, body = text.split("---", 2)
        return [yaml.safe_load(front), body]
    return [text]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(key)
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def plain(text: str) -> str:
    """A text as it is read: what Prometheus' templates need undone, blanks of one kind."""
    said = LABEL.sub(r"{\1}", text).replace('{{ "{{" }}', "{{")
    return BLANKS.sub(" ", said).strip()


@pytest.mark.parametrize("exporter", EXPORTERS, ids=target_id)
@given(words=st.text(min_size=1, max_size=40).filter(lambda text: plain(text)))
@example(words=HOSTILE)
@example(words="yes")
@example(words="0123")
@example(words="- a\n- b: c\n# d")
@example(words="'\"\\ \x85 \u2028 \ufeff")
def test_words_survive(exporter: Exporter, words: str) -> None:
    files, _ = exported(exporter, hostile(words))
    assert files
    said = {
        plain(s) for path, text in files.items() for v in parsed(path, text) for s in strings(v)
    }
    if target_id(exporter) not in WORDLESS:
        assert any(plain(words) in text for text in said)

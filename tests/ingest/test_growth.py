"""Long and repetitive documents: the work grows as the text does, and not faster."""

import re
import sys
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest
from ingest.reading import draft, reading

from runbook_gen import ingest
from runbook_gen.engine import likeness
from runbook_gen.ingest import (
    bare,
    cluster,
    codes,
    document,
    incident,
    language,
    leads,
    naming,
    outline,
    said,
    vocabulary,
    yaml_form,
)
from runbook_gen.ingest.dialects import chapters
from runbook_gen.ingest.placing import actions, editing, facts, opening, remarks

MODULES = [
    actions, bare, chapters, cluster, codes, document, editing, facts, incident, ingest, language,
    leads, likeness, naming, opening, outline, remarks, said, vocabulary, yaml_form,
]  # fmt: skip
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}
SIGNS = [
    "**", "<!--", "<summary>", "<details><summary>a</summary>\n\n", "</details>", "`", "[", "](",
    "(", "#", "# ", "- ", "> ", "| a ", "$ ", "🔥", "__", "*", "~~", "```\n", "$ a\n", "a: b\n",
    "Cause: b\n", "**Cause:** x\n", "## Symptom\n", "## Problem\nx\n## Solution\ny\n", "1.", "①",
    "2025-", "-2025", "20", "(20", "commit ", "deadbeef ", "12:00 ", ":", "<a", "{#", "<NAME>", " ",
    "\t", "\n", "a", "A ", "가", "0-", "a/", "a.", "-", "=", "+", "✅ ", "⚠️", "'", '"', "$(",
    "$ cat <<E\na\n", "$ '\na\n", "$ a \\\n", "#### x\ny\n", "- x\n  - y\n", "1 Jan ", "%", "{",
]  # fmt: skip
WRAPS = {
    "alone": "{}",
    "heading": "## Error {}x\n### Cause\na\n### Fix\nb\n",
    "field": "## Problem: x\n### Cause\n{}\n### Fix\n{}\n### Impact\n{}\n### Timeline\n{}\n",
    "session": "## Problem: x\n### Cause\na\n### Fix\n```console\n$ ls\n{}\n```\n",
    "label": "## Problem: x\n**Cause**: {}\n**Fix**: {}\n**Date**: {}\n",
}
ANCHORED = {"chapters.NUMBERED", "facts.DATE_ALONE", "incident.LOGGED"}
"""What is tried at the beginning of a text only."""
FEW, TIMES = 60, 4
LONG = 8_000
SECONDS = 1.0  # a pattern that reads each sign again for each takes far longer


def calls(text: str) -> int:
    """How many functions are called to read a text."""
    count = 0

    def counted(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        draft(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("wrap", WRAPS)
def test_four_times_the_text_is_about_four_times_the_work(wrap: str) -> None:
    reading()
    grown = {}
    for sign in SIGNS:
        few, many = (calls(WRAPS[wrap].replace("{}", sign * n)) for n in (FEW, FEW * TIMES))
        if many > few * (TIMES + 2) and many > 20_000:
            grown[sign] = (few, many)
    assert grown == {}


def texts() -> Iterator[str]:
    for sign in SIGNS:
        long = sign * (LONG // len(sign))
        yield from (long, f"x{long}y", f"**{long}**y")


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_reads_a_long_text_again_and_again(name: str) -> None:
    for text in texts():
        start = time.process_time()
        if name not in ANCHORED:
            PATTERNS[name].sub("", text)
        PATTERNS[name].match(text)
        PATTERNS[name].fullmatch(text)
        took = time.process_time() - start
        assert took < SECONDS, (took, text[:40])


def test_thousands_of_incidents_of_one_name() -> None:
    told = draft("## Problem\n\nit fails\n\n## Solution\n\nrestart\n\n" * 2_000)
    assert len({each.record["id"] for each in told.incidents}) == 2_000

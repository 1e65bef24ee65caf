"""What the search reads: the pages' words, and nothing of their marks."""

import gzip
import json

import pytest
from sources import REAL, collection

from runbook_gen.cli import manual
from runbook_gen.model.artifact import Artifact
from runbook_gen.render import render
from runbook_gen.render.search import PATH, SearchIndex, Section, sections
from runbook_gen.render.words import sounds

PAGE = """---
title: "Down"
description: "It is down."
hide: [navigation]
---

[← Incidents](index.md){ .rg-back }

# DNS is *down* {#top}

[What to do now ↓](#respond){ .rg-jump }

<p class="rg-badges"><span data-value="critical">Critical</span><span>a&#95;b</span></p>

## Symptoms {#symptoms}

1.  **`import\\_tasks` is &#60;refused&#62;**, see [the other](other.md).

    ```text
    | raw <text> *stays* |
    ```

| What | Value |
| --- | --- |
| snake\\_case | 3 |

??? quote "Mermaid source"

    ```mermaid
    flowchart TB
    ```
"""


def read(index: Artifact) -> dict:
    return json.loads(index.text.removeprefix("globalThis.runbookIndex=").removesuffix(";\n"))


def test_a_page_is_its_words() -> None:
    assert list(sections(PAGE)) == [
        Section("top", "DNS is down", "", "Critical a_b"),
        Section(
            "symptoms",
            "Symptoms",
            "import_tasks is <refused>, see the other. | raw <text> *stays* | "
            'What Value snake_case 3 "Mermaid source"',
        ),
    ]


def test_a_page_that_repeats_others_gives_its_headings() -> None:
    repeated = PAGE.replace("hide:", "search: {exclude: true}\nhide:")
    index = SearchIndex("en")
    for page in (Artifact("rules.md", repeated), Artifact("x.css", "p {}")):
        index.add(page)
    told = read(index.artifact)
    [page] = told["pages"]
    assert page["url"] == "rules.html"
    assert page["sections"] == [
        ["top", "DNS is down", "", "top"],
        ["symptoms", "Symptoms", "", "symptoms"],
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_incident_is_there_with_its_commands(language: str) -> None:
    """In the size that was promised: less than 200 KB for ten incidents, compressed."""
    loaded = collection(REAL)
    [index] = [a for a in render(loaded, language, manual.all_pages()) if a.path == PATH]
    pages = {page["url"]: page for page in read(index)["pages"]}
    for entry in loaded.incidents:
        page = pages[f"incidents/{entry.record.id}.html"]
        words = " ".join(text for _, _, text, *_ in page["sections"])
        for seen in entry.record.symptoms:
            for command in seen.commands:
                assert " ".join(command.run.split()) in words
        assert "&#" not in words
        assert page["weight"] == max(each["weight"] for each in pages.values())
    assert len(gzip.compress(index.text.encode())) < 200_000


def test_no_sound_stands_for_two_words() -> None:
    said = [form for line in sounds("ko") for form in line]
    assert sorted(said) == sorted(set(said))
    assert all(line[1:] for line in sounds("ko"))
    assert sounds("en") == ()

"""Every catalogue has every word, and nothing else."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from runbook_gen.cli import manual
from runbook_gen.model import incident
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.rule import every
from runbook_gen.render.labels import LABELS
from runbook_gen.render.locales import own_name
from runbook_gen.render.messages import messages
from runbook_gen.render.paragraphs import paragraphs, translated
from runbook_gen.render.site import format_day
from runbook_gen.render.words import speaks, words

CATALOGUES = sorted((Path(__file__).parents[2] / "runbook_gen/render/words").glob("*.po"))


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_catalogue_has_the_same_keys_as_the_site(file: Path) -> None:
    catalogue = read_po(file.open("rb"), locale=file.stem)
    keys = messages([*manual.all_pages(), *manual.target_pages()])
    assert [m.id for m in catalogue if m.id] == keys, "run 'make words', then translate"
    assert [m.id for m in catalogue if m.id and not m.string] == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_translations_keep_code_and_marks(file: Path) -> None:
    for key, said in words(file.stem).items():
        assert key.count("`") == said.count("`"), key
        assert key.count("**") == said.count("**"), key


@pytest.mark.parametrize(
    ("field", "choices"),
    [
        ("status", incident.Status),
        ("severity", incident.Severity),
        ("severity", every.RuleSeverity),
        ("severity", FindingSeverity),
        ("effect", incident.Effect),
        ("purpose", incident.Purpose),
        ("outcome", incident.Outcome),
        ("relation", incident.Relation),
        ("confidence", every.Confidence),
        ("maturity", every.Maturity),
    ],
)
def test_every_choice_has_a_label(field: str, choices: object) -> None:
    assert set(get_args(choices)) <= set(LABELS[field])


def test_a_language_without_words_is_told_in_english() -> None:
    assert words("ja") == {}
    assert [code for code in ("ko", "en", "ja", "xx") if speaks(code)] == ["ko", "en"]
    assert [own_name(code) for code in ("ja", "sw", "tlh", "xx")] == [
        "日本語",
        "Kiswahili",
        "Klingon",
        "xx",
    ]
    assert format_day(date(2025, 3, 9), "tlh") == format_day(date(2025, 3, 9), "en")


def test_a_manual_page_is_translated_by_paragraph() -> None:
    page = "First\nparagraph.\n\n**Bad**\n\n```yaml\na: b\n\nc: d\n```\n\nLast."
    assert paragraphs(page) == [
        "First paragraph.",
        "**Bad**",
        "```yaml\na: b\n\nc: d\n```",
        "Last.",
    ]
    assert translated(page, str.upper).startswith("FIRST PARAGRAPH.\n\n**BAD**\n\n```yaml\na: b")

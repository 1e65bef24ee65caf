"""The support matrix: every rule and every target, in every language, with its reason."""

import re
from html import unescape

import pytest
from sources import REAL, collection

from runbook_gen.cli.export import rule_set
from runbook_gen.cli.manual import target_pages
from runbook_gen.export import EXPORTERS, pack, target_id
from runbook_gen.model.artifact import Loss
from runbook_gen.model.reason import told
from runbook_gen.model.support import Support, Target
from runbook_gen.render import render
from runbook_gen.render.labels import SAID_SIGNS
from runbook_gen.render.words import words

LOADED = collection(REAL)
TARGETS = [Target(page.id, page.text, page.kind) for page in target_pages()]


def pages(support: Support, language: str) -> dict[str, str]:
    return {page.path: page.text for page in render(LOADED, language, (), support)}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_matrix_says_what_the_exporters_say(language: str) -> None:
    losses = pack(rule_set(LOADED), EXPORTERS).losses
    matrix = pages(Support(TARGETS, losses), language)["reference/targets.md"]
    became = {(loss.rule, loss.target): loss for loss in losses}
    known = words(language)
    reasons = dict(re.findall(r'<span id="reason-(\d+)">\d+</span> \| (.*) \|', matrix))
    rows = {
        row.split("]")[0][3:]: [cell.strip() for cell in row.split(" | ")[1:]]
        for row in matrix.splitlines()
        if row.startswith("| [") and "../rules.md#" in row
    }
    assert list(rows) == [rule.id for _, rule in LOADED.rules]
    for id, cells in rows.items():
        for exporter, cell in zip(EXPORTERS, cells, strict=True):
            loss = became.get((id, target_id(exporter)))
            assert cell.startswith(SAID_SIGNS[loss.said if loss else "exported"])
            if loss:
                number = re.search(r"\[(\d+)\]", cell)
                assert number
                plain = re.sub(r"\\(.)", r"\1", reasons[number[1]])
                said = told(loss.reason, lambda word: known.get(word, word))
                assert unescape(plain) == said


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_target_has_a_page_and_the_unproven_say_so(language: str) -> None:
    made = pages(Support(TARGETS), language)
    labels = {"ko": "실제 도구로 돌려 보지 않음", "en": "Not run against the real tool"}
    for target in TARGETS:
        page = made[f"reference/target-{target.id}.md"]
        assert (labels[language] in page) == (not target.proven_by), target.id
        assert "```sh\n" in page
        assert f"(target-{target.id}.md)" in made["reference/targets.md"]


def test_a_reason_is_text_whatever_it_says() -> None:
    """A third party's exporter may put a rule's own words into it."""
    rule = LOADED.rules[0][1].id
    reason = "it says <script>alert(1)</script> | and [a link](javascript:x) *loudly*"
    made = pages(Support(TARGETS, [Loss(rule, TARGETS[0].id, reason)]), "en")
    for page in ("reference/targets.md", f"reference/target-{TARGETS[0].id}.md"):
        assert "<script>" not in made[page]
        assert r"\[a link\](javascript" in made[page]  # brackets that make no link

"""What is too long or too deep for an incident is left over, and said so; the rest goes on."""

import pytest
from ingest.reading import draft
from ingest.test_any_text import loaded, lost

WORDS = "word " * 5_000  # more than a text may hold
LOG = "```\n" + "line of a log\n" * 8_000 + "```"  # more than evidence may hold
FIELDS = ["Cause", "Fix", "Impact", "Timeline", "Lessons", "Verification", "Measurements",
          "Unresolved", "Notes", "Symptom", "Investigation"]  # fmt: skip
LARGE = {
    "paragraph": WORDS,
    "item": f"- {WORDS}",
    "quote": f"> {WORDS}",
    "moment": f"12:00 {WORDS}",
    "log": LOG,
    "log behind words": f"look:\n\n{LOG}",
    "command": f"```bash\necho {'a' * 120_000}\n```",
    "table": "| x | y |\n|---|---|\n" + f"| {'a' * 100} | c |\n" * 1_000,
    "html": "<div>\n" + "x " * 60_000 + "\n</div>",
    "what came of it": "- ✅ done\n" + "- ⚠️ half of it\n" * 800,
    "sections": "#### s\nt\n" * 500,
    "items": "- a\n" * 1_500,
}


@pytest.mark.parametrize("kind", LARGE)
def test_what_is_too_long_is_left_over(kind: str) -> None:
    text = "## Problem: x\n" + "".join(f"### {name}\n\n{LARGE[kind]}\n\n" for name in FIELDS)
    assert lost(text) == []
    loaded(draft(text))


def test_what_is_left_over_for_its_length_is_said() -> None:
    told = draft(f"## Problem: x\n### Cause\nshort\n\n{WORDS}\n### Fix\nb\n")
    assert [left.span for left in told.leftovers] == [(4, 5)]
    (incident,) = told.incidents
    assert [cause["summary"] for cause in incident.record["causes"]] == [{"en": "short"}]


def test_a_point_keeps_what_stands_beside_a_log_that_is_too_long() -> None:
    told = draft(f"## Problem: x\n### Cause\nIt printed:\n\n{LOG}\n### Fix\nb\n")
    (cause,) = told.incidents[0].record["causes"]
    assert (cause["summary"], cause["origin"]["lines"]) == ({"en": "It printed:"}, "3")
    assert told.leftovers[0].span == (5, 8_005)  # fences say nothing


@pytest.mark.parametrize(
    "text",
    [
        ">" * 500 + " x",
        "- " * 500 + "x",
        "".join(f"{'  ' * n}- **Cause**: a\n" for n in range(200)),
        "## Problem: x\n### Cause\n" + "> " * 500 + "x\n### Fix\n" + "- " * 300 + "x\n",
        "<details><summary>Cause</summary>\n\n" * 300,
        "# Problem\n" * 5_000,
        "".join(f"{'#' * (n % 6 + 1)} Error {n}\ntext\n" for n in range(3_000)),
    ],
    ids=["quotes", "items", "labels", "in fields", "folds", "headings", "levels"],
)
def test_deep_and_many(text: str) -> None:
    assert lost(text) == []
    loaded(draft(text))


def test_a_long_title_is_cut_and_kept() -> None:
    title = " ".join(f"word{n}" for n in range(80))
    told = draft(f"## Problem: {title}\n### Cause\na\n### Fix\nb\n")
    record = told.incidents[0].record
    assert len(record["title"]["en"]) == 200
    assert title in record["notes"][0]["text"]["en"]


@pytest.mark.parametrize(
    ("heading", "noted"),
    [
        ("DNS fails", False),
        ("DNS fails (2025-11-16)", False),
        ("DNS fails (2025-11-16 23:50 KST)", True),
        ("DNS fails, see [the wiki](https://wiki.example.com/dns)", True),
        ("DNS fails for <NAMESPACE>", True),
    ],
)
def test_a_heading_that_says_more_than_its_title_is_a_note(heading: str, noted: bool) -> None:
    told = draft(f"## {heading}\n### Cause\na\n### Fix\nb\n")
    assert ("notes" in told.incidents[0].record) == noted


@pytest.mark.parametrize(
    ("line", "field", "value", "noted"),
    [
        ("**Severity**: SEV-2", "severity", "high", False),
        ("**Severity**: SEV-2 (high)", "severity", "high", False),
        ("**Severity**: high, for all users", "severity", "high", True),
        ("**Status**: resolved", "status", "resolved", False),
        ("**Status**: resolved by Kim", "status", "resolved", True),
        ("**Date**: 2025-11-16", "occurred", "2025-11-16", False),
        ("**Date**: 16 November 2025", "occurred", "2025-11-16", False),
        ("**발생일**: 2025년 11월 16일", "occurred", "2025-11-16", False),
        ("**Date**: 2025-11-16 23:50 KST", "occurred", "2025-11-16", True),
        ("**Components**: kafka, redis", "components", ["kafka", "redis"], False),
        ("**Components**: 결제 서버", "components", ["gyeolje-seobeo"], True),
    ],
)
def test_a_fact_that_says_more_is_a_note_too(
    line: str, field: str, value: object, noted: bool
) -> None:
    record = draft(f"## Problem: x\n{line}\n### Cause\na\n### Fix\nb\n").incidents[0].record
    assert record[field] == value
    assert ("notes" in record) == noted


def test_aliases_in_front_matter_are_not_written_out() -> None:
    lol = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    text = f"---\na0: &a0 [lol]\n{lol}\nseverity: *a11\ndate: *a11\n---\n## Cause\na\n## Fix\nb\n"
    assert lost(text) == []
    loaded(draft(text))


@pytest.mark.parametrize("sign", ["[", "{", "- ", "a: "])
def test_deep_front_matter_ends(sign: str) -> None:
    text = f"---\ntitle: x\nb: {sign * 20_000}\n---\n# T\n## Cause\na\n## Fix\nb\n"
    assert lost(text) == []
    loaded(draft(text))


def test_a_column_that_no_field_is_for_is_kept_with_its_row() -> None:
    owned = "| it fails | full disk | delete logs | Kim | high |"
    head = "| Symptom | Cause | Fix | Owner | Severity |\n|---|---|---|---|---|\n"
    told = draft(f"{head}{owned}\n| it hangs | a lock | restart it | | low |\n")
    first, second = (each.record for each in told.incidents)
    assert [first["severity"], second["severity"]] == ["high", "low"]
    assert [note["text"]["en"] for note in first["notes"]] == [owned]
    assert "notes" not in second


@pytest.mark.parametrize(
    ("label", "noted"),
    [
        ("Fix", False),
        ("Fix (recommended)", False),
        ("Fix (commit `9fceb02d`)", False),
        ("Cause (suspected)", False),
        ("Fix (2025-11-17, by Kim)", True),
        ("Cause (k8s/api/deploy.yaml)", True),
    ],
)
def test_what_stands_in_brackets_behind_a_label_is_kept(label: str, noted: bool) -> None:
    text = f"## Problem: x\n### Symptom\na\n### {label}\nb\n"
    notes = draft(text).incidents[0].record.get("notes", ())
    assert [note["text"]["en"] for note in notes] == ([f"### {label}"] if noted else [])


@pytest.mark.parametrize(
    ("heads", "whole"),
    [
        ("", False),
        ("diff --git a/k/a.yaml b/k/a.yaml\nindex 1a2b3c4..5d6e7f8 100644\n", False),
        ("--- a/k/a.yaml\n+++ b/k/a.yaml\n@@ -1,2 +1,2 @@\n", False),
        ("--- a/k/old.yaml\n+++ b/k/new.yaml\n", True),
        ("--- a/k/a.yaml\n+++ b/k/a.yaml\n@@ -1 +1 @@ spec:\n", True),
    ],
)
def test_a_diff_that_says_more_than_its_lines_stays_whole(heads: str, whole: bool) -> None:
    if heads.startswith("diff"):
        heads += "--- a/k/a.yaml\n+++ b/k/a.yaml\n"
    diff = f"{heads}-a: 1\n+a: 2"
    text = f"## Problem: x\n### Cause\na\n### Fix\n```diff\n{diff}\n```\n"
    (change,) = draft(text).incidents[0].record["actions"][0]["changes"]
    assert change["after"] == (diff if whole else "a: 2")


def test_a_column_of_figures_is_kept_and_one_of_numbers_is_not() -> None:
    rows = "| {0} | Symptom | Cause |\n|---|---|---|\n| 17 | a | b |\n| 18 | c | d |\n"
    assert "notes" in draft(rows.format("Users")).incidents[0].record
    assert "notes" not in draft(rows.format("#")).incidents[0].record

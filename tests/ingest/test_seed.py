"""The document that all began with: ten incidents, 41 code blocks, and a cluster around them.

`seed/document.md` has its lines, labels, code and figures; other words are blanked out, since they
are somebody's sentences and no fact. Where the document itself is at hand it must give the same.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from ingest.reading import draft
from sources import REAL, ROOT

from runbook_gen.model.draft import Draft

HERE = Path(__file__).parent / "seed"
MAPPING = yaml.safe_load((HERE / "mapping.yaml").read_text("utf-8"))
ITSELF = sorted((ROOT.parent / "shared" / "seed").glob("*.ko.md"))
DOCUMENTS = [HERE / "document.md", *ITSELF]
INCIDENTS = MAPPING["incidents"]
FACTS = ("title", "commits", "runs")
ENOUGH = 0.9

AS = {"workaround": "actions", "attempts": "actions", "recommended": "actions",
      "commits": "actions", "achieved": "results", "solved": "resolved"}  # fmt: skip
"""The field that a label's own name stands for."""


@cache
def read(path: Path) -> Draft:
    return draft(path.read_text("utf-8"), path.name)


def numbers(ranges: list[Any]) -> Iterator[int]:
    for each in ranges:
        first, _, last = str(each).partition("-")
        yield from range(int(first), int(last or first) + 1)


def texts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts(inner, (*path, name))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner, path)
    else:
        yield path, str(value)


def fence(path: Path, line: int) -> list[str]:
    """The lines of the code block whose fence opens at a line, without indentation."""
    lines = [each.strip() for each in path.read_text("utf-8").split("\n")]
    return lines[line : lines.index("```", line)]


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.parent.parent.name)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_every_incident_is_found_at_its_heading(path: Path) -> None:
    titles = [told.record["origin"]["fields"]["title"] for told in read(path).incidents]
    assert titles == [str(incident["title"]) for incident in INCIDENTS]


@pytest.mark.parametrize("number", range(len(INCIDENTS)))
def test_every_line_is_where_a_careful_person_puts_it(path: Path, number: int) -> None:
    wanted = {
        line: field
        for field, ranges in INCIDENTS[number].items()
        if field not in FACTS
        for line in numbers(ranges)
    }
    placed = read(path).incidents[number].lines
    found = {line + 1: AS.get(field, field) for line, field in placed.items()}
    said = {line: field for line, field in wanted.items() if line in found}
    assert {line: found[line] for line in said} == said
    assert found.keys() - {INCIDENTS[number]["title"]} == said.keys()


def test_the_chapters_around_make_the_cluster(path: Path) -> None:
    cluster = read(path).cluster
    assert cluster is not None
    found = {line + 1: AS.get(field, field) for line, field in cluster.lines.items()}
    wanted = {line: f for f, ranges in MAPPING["cluster"].items() for line in numbers(ranges)}
    assert {line: field for line, field in wanted.items() if line in found} == found
    assert [wave["wave"] for wave in cluster.record["waves"]] == [-2, -1, 0, 20, 40, 60, 70, 80]


def test_no_line_is_lost(path: Path) -> None:
    told = read(path)
    left = [n + 1 for each in told.leftovers for n in range(*each.span)]
    assert left == list(numbers(MAPPING["outside"]))
    assert told.placed + told.noted + told.left == told.said
    assert told.placed >= ENOUGH * told.said


def test_commits_and_commands_are_facts(path: Path) -> None:
    for told, wanted in zip(read(path).incidents, INCIDENTS, strict=True):
        every = list(texts(told.record))
        commits = {text for way, text in every if way[-1] == "commit"}
        assert commits >= set(wanted.get("commits", ())), told.record["id"]
        runs = [text for way, text in every if way[-1] == "run"]
        for run in wanted["runs"]:
            assert any(run in text for text in runs), run


def test_every_code_block_is_in_the_right_field(path: Path) -> None:
    blocks = MAPPING["blocks"]
    assert len(blocks) == 41
    told = read(path)
    for line, where in blocks.items():
        first, last = where.split(".")
        holders = [t for t in told.told if line + 1 in {n + 1 for n in t.lines} or line in t.lines]
        assert len(holders) == 1, line
        every = list(texts(holders[0].record))
        quoted = [text for way, text in every if way[0] == first and IN[last] & set(way)]
        said = fence(path, line)
        # A comment may have become the action's summary; what is under it tells where it went.
        words = next((each for each in said if not each.startswith("#")), said[0]).lstrip("✅ ")
        assert any(words in text for text in quoted), (line, words)


IN = {
    "commands": {"run", "output"},
    "output": {"output"},
    "evidence": {"evidence"},
    "after": {"after"},
    "text": {"text"},
}


def test_an_edit_has_both_sides(path: Path) -> None:
    changes = [
        (told, change)
        for told in read(path).incidents
        for action in told.record.get("actions", ())
        for change in action.get("changes", ())
        if "before" in change and "after" in change
    ]
    assert len(changes) == len(MAPPING["edits"])
    assert all(change["path"] for _, change in changes)


def test_the_blanked_document_gives_what_the_document_gives() -> None:
    placed = [
        {line: field for told in read(path).told for line, field in told.lines.items()}
        for path in DOCUMENTS
    ]
    assert all(each == placed[0] for each in placed)


WRITTEN = (
    "alb-controller-crashloop", "webhook-refused-apps-outofsync", "applicationset-kustomize-images",
    "kustomize-parent-directory", "ghcr-image-pull-denied", "bitnami-debian-images-gone",
    "workflow-heredoc-yaml", "scan-api-module-path", "vpc-delete-blocked",
    "ansible-import-tasks-play",
)  # fmt: skip
"""The incidents that people made of the document, in its order."""

RECORDED = ("symptoms", "causes", "actions", "verification")


def quoted(record: Mapping[str, Any], key: str) -> set[str]:
    """What the record quotes of commands or commits, without comments of a shell."""
    parts = {field: record[field] for field in RECORDED if field in record}
    found = (text.split("\n") for way, text in texts(parts) if way[-1] == key)
    return {"\n".join(line for line in lines if not line.startswith("#")) for lines in found}


@pytest.mark.parametrize(("number", "name"), list(enumerate(WRITTEN)), ids=WRITTEN)
def test_people_only_added_to_what_was_brought_in(path: Path, number: int, name: str) -> None:
    drafted = read(path).incidents[number].record
    written = yaml.load((REAL / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert quoted(drafted, "run") <= quoted(written, "run")
    assert quoted(drafted, "commit") <= quoted(written, "commit")
    assert drafted["occurred"] == written["occurred"]
    assert drafted.keys() - {"assumed", "origin", "notes", "inputs"} <= written.keys()

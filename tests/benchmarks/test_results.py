"""RESULTS.md is put together of parts, each of which can be measured anew."""

from pathlib import Path

from benchmarks.__main__ import STAGES
from benchmarks.results import FILE, joined, parts, put

ORDER = ("cold", "check", "match")


def test_a_part_takes_the_place_of_its_own_only(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    put({"machine": "# Fast\n", "match": "## M\n\n1\n", "cold": "## C\n\n2\n"}, ORDER, file)
    put({"match": "## M\n\n3\n", "check": "## K\n"}, ORDER, file)
    report = file.read_text("utf-8")
    told = {"machine": "# Fast\n", "cold": "## C\n\n2\n", "check": "## K\n", "match": "## M\n\n3\n"}
    assert report == joined(told, ORDER)
    assert {name: part.strip() for name, part in parts(report).items()} == {
        name: part.strip() for name, part in told.items()
    }
    assert [report.index(part) for part in told.values()] == sorted(
        report.index(part) for part in told.values()
    )
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_published_has_every_stage() -> None:
    assert list(parts(FILE.read_text("utf-8"))) == ["machine", *STAGES]

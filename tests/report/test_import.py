"""Reports of an import: the table for people, JSON for programs."""

import json
from typing import Any

from runbook_gen.model.draft import Alike, Draft, Imported, Leftover, State, Told, Written
from runbook_gen.report import IMPORT_REPORTS

RECORD: dict[str, Any] = {"id": "dns-fails", "title": {"en": "DNS fails"}, "assumed": ["severity"]}


def imported(
    state: State = "new",
    record: dict[str, Any] = RECORD,
    difference: str = "",
    alike: tuple[Alike, ...] = (),
    leftovers: tuple[Leftover, ...] = (Leftover((8, 10), "Phones", "a\nb"),),
    file: str = "docs/a.md",
) -> Imported:
    told = Told(record, {2: "title", 4: "symptoms", 5: "symptoms", 6: "notes"})
    draft = Draft(
        file, [told], None, leftovers, 4 + sum(b - a for a, b in (x.span for x in leftovers))
    )
    return Imported(draft, [Written("incidents/dns-fails.yaml", state, difference, alike)])


def text(*each: Imported) -> str:
    return IMPORT_REPORTS["text"](each)


def test_the_table_counts_what_became_of_each_line() -> None:
    assert text(imported()) == (
        "document   incidents  fields  lines  placed  notes  left\n"
        "docs/a.md  1          3       6      3       1      2\n"
        "\n"
        "docs/a.md:\n"
        "  new       incidents/dns-fails.yaml  DNS fails\n"
        "            not said, so guessed: severity\n"
        "  Left over, in no incident:\n"
        "    docs/a.md:9-10: a\n"
        "\n"
        "1 written, 0 as they were.\n"
        "'runbook-gen check' says what is left to do.\n"
    )


def test_several_documents_are_summed() -> None:
    lines = text(imported(), imported("unchanged", file="docs/b.md")).splitlines()
    assert lines[3].split() == ["in", "all", "2", "6", "12", "6", "2", "4"]
    assert "1 written, 1 as they were." in lines


def test_nothing_found_is_said() -> None:
    empty = Imported(Draft("a.md", [], None, (), 0), [])
    assert "No incident was found: no heading is one of a symptom" in text(empty)
    assert json.loads(IMPORT_REPORTS["json"]([empty]))["documents"][0]["incidents"] == []


def test_edits_and_likeness_are_told_with_their_reason() -> None:
    alike = Alike("dns-down", 0.521, ("plugin/loop", "CoreDNS"), same=True)
    near = alike._replace(id="dns-slow", score=0.25, same=False)
    shown = text(imported("edited", difference="-a\n+b\n", alike=(alike, near)))
    assert "probably the same incident as dns-down (likeness 0.52; both say plugin/loop" in shown
    assert "maybe related to dns-slow (likeness 0.25;" in shown
    assert "left alone; --merge joins both:\n            -a\n            +b\n" in shown
    assert "both you and the document changed the same lines" in text(imported("conflict"))


def test_a_terminal_is_given_no_controls() -> None:
    hostile = "\x1b[2J\u202e"
    record = RECORD | {"title": {"en": f"a{hostile}"}}
    left = (Leftover((0, 1), "x", f"b{hostile}"),)
    shown = text(imported(record=record, leftovers=left, file=f"c{hostile}.md", difference=hostile))
    assert "\x1b" not in shown


def test_many_leftovers_are_cut_for_people_only() -> None:
    many = tuple(Leftover((n, n + 1), "x", f"line {n}") for n in range(10, 110))
    shown = text(imported(leftovers=many))
    assert "and 60 more: --report json lists all." in shown
    told = json.loads(IMPORT_REPORTS["json"]([imported(leftovers=many)]))
    assert len(told["documents"][0]["leftovers"]) == 100


def test_json_counts_lines_from_one() -> None:
    told = json.loads(IMPORT_REPORTS["json"]([imported()]))
    assert told["version"] == 1
    (document,) = told["documents"]
    assert document["lines"] == {"said": 6, "placed": 3, "notes": 1, "left": 2}
    assert document["incidents"][0]["fields"] == {"title": [3], "symptoms": [5, 6], "notes": [7]}
    assert document["leftovers"] == [{"lines": [9, 10], "under": "Phones", "text": "a\nb"}]
    assert document["cluster"] is None

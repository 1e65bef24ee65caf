"""Reports: what programs and terminals are given."""

import json

from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place
from runbook_gen.report import REPORTS

FINDING = Finding(
    "yaml", "error", Place("a.yaml", 2, 4, "가: \x1b[2J나"), "wrong \x1b[2J", "Mend it."
)


def test_the_caret_stands_under_its_character_in_a_terminal() -> None:
    shown = REPORTS["text"]([FINDING])
    assert "\x1b" not in shown
    line, caret = shown.splitlines()[1:3]
    assert caret.index("^") - line.index("가") == 4  # 가 takes two cells, ':' and ' ' one each


def test_long_lines_are_shown_around_the_caret() -> None:
    place = Place("a.yaml", 1, 5001, "x" * 5000 + "HERE" + "y" * 5000)
    shown = REPORTS["text"]([FINDING._replace(place=place)])
    assert "HERE" in shown
    assert max(map(len, shown.splitlines())) < 200


def test_what_is_left_to_do_comes_last_in_order_of_worth() -> None:
    def work(id: str, worth: int, file: str, amount: int = 1) -> Finding:
        return Finding(id, "note", Place(file), "lacking", "Add it.", worth=worth, amount=amount)

    found = [FINDING, work("rule", 2, "a.yaml"), work("text", 1, "b.yaml", 7)]
    shown = REPORTS["text"]([*found, work("text", 1, "c.yaml\x1b")])
    assert shown.endswith(
        "Left to do, what is worth most first:\n"
        "  1. 8 × text in 2 files, first at b.yaml:1:1: Add it.\n"
        "  2. 1 × rule, first at a.yaml:1:1: Add it.\n\n"
        "1 error, 3 notes. 'runbook-gen explain ID' says more.\n"
    )
    assert "\x1b" not in shown
    assert "Left to do" not in REPORTS["text"]([FINDING])


def test_json_is_one_object_with_a_version() -> None:
    report = json.loads(REPORTS["json"]([FINDING]))
    assert report["version"] == 1
    assert report["findings"][0]["line"] == 2

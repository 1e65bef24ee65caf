"""Drawings of cost against size."""

import xml.etree.ElementTree as ET

from benchmarks.plot import drawing

LINES = {"check, <cold>": {100: 0.4, 1000: 2.5, 10_000: 24.0}, "again": {100: 0.02, 10_000: 0.15}}
SVG = "{http://www.w3.org/2000/svg}"


def test_it_is_an_svg_with_every_line_and_the_same_every_time() -> None:
    told = drawing("What it costs", "incidents", LINES)
    assert told == drawing("What it costs", "incidents", LINES)
    root = ET.fromstring(told)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"check, <cold>", "again", "incidents", "10,000", "10 ms", "1 s"} <= set(texts)
    assert len(list(root.iter(f"{SVG}circle"))) == 5


def test_ten_times_the_size_at_ten_times_the_cost_runs_along_the_dotted_lines() -> None:
    even = {"even": {10: 1.0, 100: 10.0}}
    root = ET.fromstring(drawing("", "", even))
    ways = {path.get("d") for path in root.iter(f"{SVG}path") if path.get("class") == "even"}
    (line,) = [path.get("d") for path in root.iter(f"{SVG}path") if path.get("class") is None]
    assert line in ways


def test_one_size_alone_is_drawn_too() -> None:
    ET.fromstring(drawing("", "incidents", {"check": {100: 0.4}, "nothing": {}}))

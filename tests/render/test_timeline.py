"""The timeline and the plots: every incident has its mark, and nothing lies on anything else."""

from collections import Counter
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render.crowds import incidents
from sources import REAL, collection

from runbook_gen.model.incident import Incident
from runbook_gen.render.drawings.axis import NARROW, WIDE, Shape
from runbook_gen.render.drawings.buckets import buckets
from runbook_gen.render.drawings.counts import counts
from runbook_gen.render.drawings.lettering import em, shortened
from runbook_gen.render.drawings.overview import overview
from runbook_gen.render.drawings.plots import MOST, bars, by_component, by_wave
from runbook_gen.render.drawings.standing import mark
from runbook_gen.render.drawings.timeline import CROWD, svg, timeline

SVG = "{http://www.w3.org/2000/svg}"
TEN_YEARS = incidents(300, date(2015, 3, 1), 3650)
FEW_DAYS = incidents(10, date(2025, 11, 14), 3)
ONE_DAY = [entry.record for entry in collection(REAL).incidents]
CROWDS = [TEN_YEARS, FEW_DAYS, ONE_DAY, incidents(100, date(2025, 1, 1), 1)]


def drawing(crowd: list[Incident], shape: Shape) -> ElementTree.Element:
    return ElementTree.fromstring(svg(crowd, "en", str, shape))


def discs(root: ElementTree.Element) -> list[tuple[float, float, float]]:
    circles = root.iter(f"{SVG}circle")
    return [(float(c.attrib["cx"]), float(c.attrib["cy"]), float(c.attrib["r"])) for c in circles]


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=lambda shape: shape.name)
@pytest.mark.parametrize("crowd", CROWDS, ids=["ten-years", "few-days", "one-day", "busy-day"])
def test_every_incident_has_a_mark_of_its_own(crowd: list[Incident], shape: Shape) -> None:
    root = drawing(crowd, shape)
    links = Counter(a.attrib["href"] for a in root.iter(f"{SVG}a"))
    assert links == Counter(f"incidents/{incident.id}.html" for incident in crowd)
    found = discs(root)
    assert all(shape.gutter <= x - r and x + r <= shape.width for x, _, r in found)
    for (x, y, r), (u, v, s) in combinations(found, 2):
        assert (x - u) ** 2 + (y - v) ** 2 > (r + s) ** 2, "two marks touch"


def test_later_stands_to_the_right_and_worse_above() -> None:
    root = drawing(TEN_YEARS, WIDE)
    place = {}
    for link in root.iter(f"{SVG}a"):
        circle = next(link.iter(f"{SVG}circle"))
        place[link.attrib["href"]] = float(circle.attrib["cx"]), float(circle.attrib["cy"])
    first = min(TEN_YEARS, key=lambda i: i.occurred)
    last = max(TEN_YEARS, key=lambda i: i.occurred)
    assert place[f"incidents/{first.id}.html"][0] < place[f"incidents/{last.id}.html"][0] - 500
    rows = {i.severity: place[f"incidents/{i.id}.html"][1] for i in TEN_YEARS}
    assert rows["critical"] < rows["high"] < rows["medium"] < rows["low"]


def test_few_incidents_have_titles_and_many_do_not() -> None:
    assert "rg-name" in svg(ONE_DAY, "en", str, NARROW)
    assert "rg-name" not in svg(TEN_YEARS, "en", str, WIDE)


def test_of_many_only_what_is_not_over_is_on_the_way_of_the_tab_key() -> None:
    links = drawing(TEN_YEARS, WIDE).iter(f"{SVG}a")
    reached = {a.attrib["href"] for a in links if "tabindex" not in a.attrib}
    alive = {i.id for i in TEN_YEARS if i.status in ("open", "mitigated")}
    assert reached == {f"incidents/{id}.html" for id in alive}
    assert "tabindex" not in svg(ONE_DAY, "en", str, WIDE)


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=lambda shape: shape.name)
@pytest.mark.parametrize("days", [1, 40, 3650])
def test_a_crowd_is_counted_and_nothing_lies_on_anything_else(days: int, shape: Shape) -> None:
    crowd = incidents(3000, date(2016, 1, 1), days)
    assert len(crowd) > CROWD
    root = ElementTree.fromstring(counts(crowd, "en", str, shape))
    links, places = list(root.iter(f"{SVG}a")), []
    told: Counter[str] = Counter()
    for link in links:
        kind, number = link.attrib["href"].partition("#")[2], "".join(link.itertext())
        assert link.attrib["aria-label"].endswith(f": {number}")
        told[kind] += int(number)
        box = next(rect for rect in link.iter(f"{SVG}rect")).attrib
        places.append([float(box[name]) for name in ("x", "y", "width", "height")])
    assert told == Counter(f"severity={i.severity}&status={i.status}" for i in crowd)
    assert all(shape.gutter <= x and x + width <= shape.width for x, _, width, _ in places)
    for (x, y, width, height), (u, v, _, _) in combinations(sorted(places), 2):
        assert u >= x + width or abs(v - y) >= height, "two numbers touch"
    assert str(timeline(crowd, "en", str)).startswith(str(counts(crowd, "en", str, WIDE)))


def test_a_mark_says_what_is_not_over() -> None:
    assert "<path" in mark("high", "mitigated", 8, 8, 16)
    assert "<path" not in mark("high", "resolved", 8, 8, 16)
    assert "rg-as-open" in mark("high", "open", 8, 8, 16)


@settings(max_examples=60)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 6000), st.integers(1, 30))
def test_stretches_of_time_have_a_place_for_every_day(first: date, days: int, most: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    found = buckets(first, last, most)
    assert len(found.starts) <= most or found.unit == "decade"
    assert found.place(first) == 0
    assert found.place(last) == len(found.starts) - 1
    assert list(found.starts) == sorted(set(found.starts))


def test_stretches_are_as_fine_as_there_is_room() -> None:
    day = date(2025, 11, 16)
    assert buckets(day, day, 24).unit == "day"
    assert buckets(date(2025, 1, 1), day, 24).unit == "month"
    assert buckets(date(2025, 1, 1), day, 10).unit == "quarter"
    assert buckets(date(2015, 1, 1), day, 24).label(10, "ko") == "2025년"
    few = buckets(date(2015, 1, 1), day, 6)
    assert (few.unit, few.label(2, "en"), few.label(2, "ko")) == (
        "five years", "2025\N{THIN SPACE}–\N{THIN SPACE}2029", "2025년 ~ 2029년",
    )  # fmt: skip


@given(st.text(max_size=40), st.floats(2, 20))
def test_a_shortened_text_fits(text: str, width: float) -> None:
    assert em(shortened(text, width)) <= width


def test_without_incidents_there_is_no_overview() -> None:
    assert timeline([], "en", str) == ""
    assert overview([], 10, "en", str)["plots"] == []


def test_what_was_hurt_most_stands_first() -> None:
    tallies = by_component(ONE_DAY)
    assert (tallies[0].name, tallies[0].total) == ("argocd", 4)
    assert tallies[0].counts == Counter(critical=2, high=2)
    assert [tally.total for tally in tallies] == sorted((t.total for t in tallies), reverse=True)
    named = [component for incident in ONE_DAY for component in incident.components]
    assert sum(tally.total for tally in tallies) == len(named)
    waves = by_wave(ONE_DAY, str)
    assert [(tally.name, tally.total) for tally in waves[:2]] == [("Wave 80", 4), ("Wave 20", 1)]


def test_a_bar_is_as_long_as_its_count_and_the_rest_is_counted() -> None:
    tallies = by_component(ONE_DAY)
    root = ElementTree.fromstring(bars("Components", tallies, str))
    rows = list(root.iter(f"{SVG}a"))
    assert len(rows) == MOST
    parts = [[r for r in a.iter(f"{SVG}rect") if "rg-part" in r.attrib["class"]] for a in rows]
    lengths = [sum(float(part.attrib["width"]) for part in row) for row in parts]
    assert lengths == sorted(lengths, reverse=True)
    assert f"{len(tallies) - MOST} more" in bars("Components", tallies, str)

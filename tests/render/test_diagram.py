"""Diagrams: right as XML, readable, and the same in every build."""

from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from golden import same_as
from hypothesis import given
from hypothesis import strategies as st
from render.crowds import incidents
from render.crowds import waves as crowd_of_waves
from sources import REAL, SOUND, collection

from runbook_gen.model.cluster import Cluster
from runbook_gen.model.incident import Change
from runbook_gen.render.drawings.cascade import cascade
from runbook_gen.render.drawings.diagram import Band, Diagram, Node, mermaid
from runbook_gen.render.drawings.drawing import NARROW, WIDE, Shape, figure, svg
from runbook_gen.render.drawings.lettering import em, wrap
from runbook_gen.render.drawings.moves import Move, moves
from runbook_gen.render.drawings.rails import Port, railed
from runbook_gen.render.drawings.waves import MOST, moved, waves

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "golden"
WORDS = {"Wave": "웨이브", "High": "높음", "Resolved": "해결됨"}
SHAPES = pytest.mark.parametrize("shape", [WIDE, NARROW], ids=lambda shape: shape.name)


def korean(word: str) -> str:
    return WORDS.get(word, word)


def sixty() -> Cluster:
    """A cluster of sixty apps in twelve waves."""
    cluster = collection(SOUND).cluster.record.model_dump() | {"waves": crowd_of_waves()}
    return Cluster.model_validate(cluster)


def drawn(cluster: Cluster, shape: Shape) -> ElementTree.Element:
    bands = tuple(
        Band(f"Wave {w.wave}", tuple(Node(a.name, a.name, "app") for a in w.apps))
        for w in cluster.waves
    )
    arrows = tuple((n, a.name) for w in cluster.waves for a in w.apps for n in a.needs)
    return ElementTree.fromstring(svg(Diagram("Waves", bands, arrows), shape))


def test_the_sound_waves_are_as_reviewed() -> None:
    drawing = waves(collection(SOUND), "ko", korean)
    same_as(GOLDEN / "waves.svg", str(figure(drawing)).replace("><", ">\n<") + "\n")
    same_as(GOLDEN / "waves.mermaid.md", mermaid(drawing) + "\n")


def test_every_app_and_incident_stands_in_its_wave() -> None:
    real = collection(REAL)
    drawing = waves(real, "en", str)
    labels = [band.label for band in drawing.bands]
    assert labels == [f"Wave {n}" for n in (-2, -1, 0, 20, 40, 60, 70, 80)]
    struck = {n.href for band in drawing.bands for n in band.beside if n.href}
    expected = {e.record.id for e in real.incidents if e.record.wave is not None}
    assert struck == {f"incidents/{id}.html" for id in expected}


def test_of_many_incidents_in_a_wave_the_most_urgent_are_drawn() -> None:
    sound = collection(SOUND)
    entry = sound.incidents[0]
    crowd = [one.model_copy(update={"wave": 0}) for one in incidents(30, entry.record.occurred, 9)]
    entries = tuple(type(entry)(entry.file, one, entry.locate) for one in crowd)
    many = type(sound)(sound.settings, sound.cluster, entries)
    beside = waves(many, "en", str).bands[0].beside
    assert len(beside) == MOST
    assert (beside[-1].label, beside[-1].href) == ("25 more", "#wave0")
    assert "Open" in beside[0].detail


@SHAPES
def test_sixty_apps_do_not_overlap_and_every_need_is_drawn(shape: Shape) -> None:
    cluster = sixty()
    root = drawn(cluster, shape)
    boxes = [{k: float(r.attrib[k]) for k in ("x", "y", "width", "height")}
             for r in root.iter(f"{SVG}rect")]  # fmt: skip
    assert len(boxes) == 60
    for one, other in combinations(boxes, 2):
        apart = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
        assert apart
    assert max(box["x"] + box["width"] for box in boxes) <= shape.width * 0.8, "room for the rails"
    tips = "".join(p.attrib["d"] for p in root.iter(f"{SVG}path") if "rg-tip" in p.attrib["class"])
    assert tips.count("M") == sum(len(app.needs) for wave in cluster.waves for app in wave.apps)
    assert "rg-late" not in ElementTree.tostring(root, "unicode")


def test_rails_in_one_lane_never_meet() -> None:
    apps = [app for wave in sixty().waves for app in wave.apps]
    ports = {app.name: Port(10 * n, 8, app.name) for n, app in enumerate(apps)}
    lanes = railed([(n, app.name) for app in apps for n in app.needs], ports)
    assert sum(len(lane) for lane in lanes) == len({n for app in apps for n in app.needs})
    for lane in lanes:
        for one, other in combinations(lane, 2):
            assert one.end <= other.top or other.end <= one.top


def test_a_need_that_comes_too_late_is_marked() -> None:
    nodes = [Band(id, (Node(id, id, "app"),)) for id in ("first", "second")]
    assert "rg-late" in svg(Diagram("t", tuple(nodes), (("second", "first"),)), WIDE)
    assert "rg-late" not in svg(Diagram("t", tuple(nodes), (("first", "second"),)), WIDE)


def test_a_cascade_puts_effects_below_their_causes() -> None:
    incident = collection(SOUND).by_id["dns-down"]
    drawing = cascade(incident, "en", ("Cascade", "Cause", "Effect"))
    assert [[n.id for n in band.nodes] for band in drawing.bands] == [
        ["cause 0"],
        ["no-names"],
        ["no-orders"],
    ]
    assert drawing.arrows == (("cause 0", "no-names"), ("no-names", "no-orders"))


WAVE = 'metadata:\n  name: {}\n  annotations: {{argocd.argoproj.io/sync-wave: "{}"}}'


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"before": WAVE.format("api", 10), "after": WAVE.format("api", -1)}, ("api", 10, -1)),
        ({"before": "sync-wave: 10", "after": "sync-wave: 5", "path": "apps/api.yaml"},
         ("api", 10, 5)),
        ({"before": "a: 1", "after": "a: 1\nsync-wave: '3'"}, ("coredns", 0, 3)),
        ({"before": "sync-wave: 99", "after": "sync-wave: 98"}, None),
        ({"before": "sync-wave: 10\na: 1", "after": "sync-wave: 10\na: 2"}, None),
        ({"after": WAVE.format("api", -1)}, None),
    ],
)  # fmt: skip
def test_a_change_of_the_annotation_is_a_move(
    change: dict[str, str], expected: tuple[str, int, int] | None
) -> None:
    cluster = collection(SOUND).cluster.record
    found = list(moves([Change.model_validate(change)], cluster))
    assert found == ([Move(*expected)] if expected else [])


def test_before_and_after_a_move_differ_in_what_moved() -> None:
    cluster = collection(SOUND).cluster.record
    before, after = moved(cluster, Move("api", 10, -1), "en", str)
    assert [(b.label, [n.id for n in b.nodes]) for b in before.bands] == [
        ("Wave -1", []), ("Wave 0", ["coredns"]), ("Wave 10", ["api"]),
    ]  # fmt: skip
    assert [[n.id for n in band.nodes] for band in after.bands] == [["api"], ["coredns"], []]
    assert "rg-late" not in svg(before, NARROW)
    assert "rg-late" in svg(after, NARROW), "what it needs now comes after it"


NODES = st.builds(Node, st.text(max_size=5), st.text(max_size=80), st.just("app"), st.text())


@given(st.lists(st.builds(Band, st.text(max_size=20), st.lists(NODES, max_size=4).map(tuple))))
def test_no_label_breaks_the_svg(bands: list[Band]) -> None:
    ids = [node.id for band in bands for node in band.nodes]
    arrows = tuple(zip(ids, reversed(ids), strict=True))
    for shape in (WIDE, NARROW):
        drawing = svg(Diagram("<title>", tuple(bands), arrows), shape)
        clean = "".join(c for c in drawing if c.isprintable())
        root = ElementTree.fromstring(clean)
        allowed = {"svg", "title", "path", "a", "g", "rect", "text", "tspan"}
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
        assert "\n\n" not in drawing


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="`")))
def test_wrapping_loses_nothing(text: str) -> None:
    lines = wrap(text, 12)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(em(line) <= 12 for line in lines)


def test_a_line_is_at_least_a_letter_wide() -> None:
    assert wrap("abc", -5) == ["a", "b", "c"]

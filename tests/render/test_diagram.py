"""Diagrams: right as XML, readable, and the same in every build."""

from pathlib import Path
from xml.etree import ElementTree

from golden import same_as
from hypothesis import given
from hypothesis import strategies as st
from sources import REAL, SOUND, collection

from runbook_gen.render.cascade import cascade
from runbook_gen.render.diagram import Band, Diagram, Node, mermaid, svg, wrap
from runbook_gen.render.waves import waves

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "golden"


def test_the_sound_waves_are_as_reviewed() -> None:
    drawing = waves(collection(SOUND), "ko", "웨이브", "웨이브")
    same_as(GOLDEN / "waves.svg", svg(drawing).replace("><", ">\n<") + "\n")
    same_as(GOLDEN / "waves.mermaid.md", mermaid(drawing) + "\n")


def test_every_app_and_incident_stands_in_its_wave() -> None:
    real = collection(REAL)
    drawing = waves(real, "en", "Waves", "Wave")
    labels = [band.label for band in drawing.bands]
    assert labels == [f"Wave {n}" for n in (-2, -1, 0, 20, 40, 60, 70, 80)]
    struck = {n.href for band in drawing.bands for n in band.nodes if n.href}
    expected = {e.record.id for e in real.incidents if e.record.wave is not None}
    assert struck == {f"incidents/{id}.html" for id in expected}


def test_a_cascade_puts_effects_below_their_causes() -> None:
    incident = collection(SOUND).by_id["dns-down"]
    drawing = cascade(incident, "en", ("Cascade", "Cause", "Effect"))
    assert [[n.id for n in band.nodes] for band in drawing.bands] == [
        ["cause 0"],
        ["no-names"],
        ["no-orders"],
    ]
    assert drawing.arrows == (("cause 0", "no-names"), ("no-names", "no-orders"))


NODES = st.builds(Node, st.text(max_size=5), st.text(max_size=80), st.just("app"), st.text())


@given(st.lists(st.builds(Band, st.text(max_size=20), st.lists(NODES, max_size=4).map(tuple))))
def test_no_label_breaks_the_svg(bands: list[Band]) -> None:
    ids = [node.id for band in bands for node in band.nodes]
    arrows = tuple(zip(ids, reversed(ids), strict=True))
    drawing = svg(Diagram("<title>", tuple(bands), arrows))
    clean = "".join(c for c in drawing if c.isprintable())
    root = ElementTree.fromstring(clean)
    allowed = {"svg", "title", "defs", "marker", "path", "a", "g", "rect", "text", "tspan"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    assert "\n\n" not in drawing


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="`")))
def test_wrapping_loses_nothing(text: str) -> None:
    assert "".join("".join(wrap(text, 12)).split()) == "".join(text.split())

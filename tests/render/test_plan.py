"""A repository's plan as a diagram, and diagrams as a file of their own."""

import re
from pathlib import Path
from xml.etree import ElementTree

from golden import same_as
from order.repositories import SEED, folder, ordered, thing, wave

from runbook_gen.order import order
from runbook_gen.render.drawings.diagram import mermaid, mermaid_source
from runbook_gen.render.drawings.plan import planned
from runbook_gen.render.drawings.sheet import sheet

GOLDEN = Path(__file__).parent / "golden"
STYLE = re.compile("<style>.*?</style>", re.DOTALL)
HOSTILE = 'x"]<script>alert(1)</script>&--%'


def test_the_seed_is_as_reviewed() -> None:
    drawing = planned(order(folder(SEED)).plan, "Waves", str)
    drawn = STYLE.sub("", sheet([drawing]))
    same_as(GOLDEN / "plan.svg", drawn.replace("><", ">\n<"))
    same_as(GOLDEN / "plan.mmd", mermaid_source(drawing) + "\n")
    assert mermaid_source(drawing) in mermaid(drawing)


def test_a_sheet_needs_nothing_around_it() -> None:
    drawing = planned(order(folder(SEED)).plan, "Waves", str)
    text = sheet([drawing, drawing])
    root = ElementTree.fromstring(text)
    style = root[0].text or ""
    used = set(re.findall(r"var\((--[\w-]+)", text))
    declared = set(re.findall(r"(--[\w-]+):", style))
    assert used - declared <= {"--rg-rail", "--md-text-font"}
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    heights = [
        float(svg.get("height", 0)) for svg in root.findall("{http://www.w3.org/2000/svg}svg")
    ]
    assert float(root.get("height", 0)) > sum(heights)


def test_manifests_without_applications_stand_in_their_phases_and_waves() -> None:
    text = thing("a", "argocd.argoproj.io/hook: PostSync", wave(1)) + "---\n" + thing("b", wave(-1))
    drawing = planned(ordered({"-": text}).plan, "Waves", str)
    assert [band.label for band in drawing.bands] == ["Wave -1", "PostSync, Wave 1"]


def test_names_cannot_leave_their_place() -> None:
    drawing = planned(ordered({"-": thing(repr(HOSTILE), wave(1))}).plan, HOSTILE, str)
    ElementTree.fromstring(sheet([drawing]))
    assert "<script>" not in sheet([drawing]) + mermaid_source(drawing)

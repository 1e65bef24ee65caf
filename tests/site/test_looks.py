"""How the site looks: eight kinds of page in each language, compared with the pictures in looks/.

Of every kind one language is on a desktop and the other on a phone, one light and the other dark;
over the eight, each language is seen in all four ways.
"""

from collections import Counter
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from browser import SCHEMES, SIZES, photograph, still
from pictures import same_as
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page

KEPT = Path(__file__).parent / "looks"
HOME = KEPT / "home.en.desktop.light.png"
LEAD = (46, 216)  # where "Find", the first word below its heading, stands
KINDS = {
    "home": "index.html",
    "runbook": "incidents/alb-controller-crashloop.html",
    "incidents": "incidents/index.html",
    "waves": "waves.html",
    "checklists": "checklists.html#prevent",
    "card": "card.html",
    "target": "reference/target-prometheus.html",
    "search": "index.html",
}
WAYS = tuple(product(SIZES, SCHEMES))
LOOKS = [
    (kind, language, *WAYS[3 - number % 4 if language == "ko" else number % 4])
    for (number, kind), language in product(enumerate(KINDS), ("ko", "en"))
]
SEEN = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (const range = document.createRange(); texts.nextNode(); ) {
    range.selectNode(texts.currentNode);
    const boxes = [...range.getClientRects()];
    const seen = boxes.some(box => box.width && box.top < innerHeight && box.bottom > 0);
    if (seen && texts.currentNode.data.trim()) texts.currentNode.parentElement.dataset.seen = "";
  }
}"""
"""Marks the elements whose own text is on the screen."""


def opened(page: Page, address: str, kind: str, language: str) -> bytes:
    """The picture of a kind of page."""
    page.goto(f"{address}/{language}/{KINDS[kind]}", wait_until="networkidle")
    if "#" in KINDS[kind]:
        page.wait_for_selector(".md-header__title--active")
    if kind == "search":
        page.click(".rg-find")
        page.fill(".rg-search__input", "webhook")
        page.wait_for_selector(".rg-search__link")
    return photograph(page)


def strangers(page: Page) -> Counter[str]:
    """The faces of the machine that draw text on the screen, where our own lack a letter."""
    page.evaluate(SEEN)
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    seen = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-seen]"})
    found: Counter[str] = Counter()
    for node in seen["nodeIds"]:
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            if not font["isCustomFont"]:
                found[font["familyName"]] += int(font["glyphCount"])
    return found


@pytest.mark.parametrize(("kind", "language", "size", "scheme"), LOOKS)
def test_it_looks_as_before(
    browser: Browser, address: str, kind: str, language: str, size: str, scheme: str
) -> None:
    with still(browser, size, scheme) as page:
        picture = opened(page, address, kind, language)
        assert strangers(page) == {}, "other machines would draw these letters otherwise"
    same_as(KEPT / f"{kind}.{language}.{size}.{scheme}.png", picture)


PAINTED = """document.querySelector(".rg-paste-find")
  .style.setProperty("background-color", "#0f5c84", "important")"""


def test_a_button_of_another_colour_is_seen(
    browser: Browser, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UPDATE_GOLDEN", raising=False)
    with still(browser, "desktop", "light") as page:
        opened(page, address, "home", "en")
        page.evaluate(PAINTED)  # the site's policy lets no style in
        picture = photograph(page)
    with pytest.raises(AssertionError, match=r"looks otherwise in \d+ blocks .*UPDATE_GOLDEN=1"):
        same_as(HOME, picture, tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {HOME.name, f"{HOME.stem}.difference.png"}


@pytest.mark.parametrize(
    "path", ["reference/targets", "incidents/webhook-refused-apps-outofsync#actions"]
)
def test_the_signs_are_our_own(browser: Browser, address: str, path: str) -> None:
    with still(browser, "desktop", "light") as page:
        name, _, anchor = path.partition("#")
        page.goto(f"{address}/ko/{name}.html#{anchor}", wait_until="networkidle")
        assert strangers(page) == {}
        loaded = page.evaluate("document.fonts.load('16px \"Runbook Text\"', '✓✗◕')")
        assert len(loaded) == 1


def test_a_letter_that_we_lack_is_seen(browser: Browser, address: str) -> None:
    with still(browser, "phone", "light") as page:
        opened(page, address, "home", "ko")
        page.evaluate("document.querySelector('h1').append('\u2603')")
        assert strangers(page).total() == 1


def test_a_missing_word_is_seen_but_not_another_smoothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UPDATE_GOLDEN", raising=False)
    kept = Image.open(HOME).convert("RGB")
    same_as(HOME, png(kept.filter(ImageFilter.GaussianBlur(0.4))), tmp_path)
    kept.paste("white", (*LEAD, LEAD[0] + 40, LEAD[1] + 24))
    with pytest.raises(AssertionError, match="looks otherwise"):
        same_as(HOME, png(kept), tmp_path)
    with pytest.raises(AssertionError, match="looks otherwise"):
        same_as(HOME, png(kept.crop((0, 0, 390, 844))), tmp_path)


def png(image: Image.Image) -> bytes:
    """The image as a file's bytes."""
    image.save(held := BytesIO(), "PNG")
    return held.getvalue()

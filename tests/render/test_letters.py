"""Pieces of faces: all that a page shows, the home page's first, and nothing cut twice."""

import io
import re

import pytest
from fontTools.ttLib import TTFont

from runbook_gen.render import letters

STYLE = "assets/fonts/fonts.css"


def nothing(_: str) -> None:
    return None


def drawn(font: bytes) -> set[str]:
    return set(map(chr, TTFont(io.BytesIO(font)).getBestCmap()))


def ranges(rule: str) -> set[str]:
    found = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)
    spans = ((int(first, 16), int(last or first, 16)) for first, last in found)
    return {chr(code) for first, last in spans for code in range(first, last + 1)}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return dict(letters("웹훅 거부", set("웹훅 거부 네트워크 ✓ A\n"), nothing))


def test_the_home_page_needs_one_piece_of_the_text_face(made: dict[str, bytes]) -> None:
    first, second, *_ = made[STYLE].decode().splitlines()
    assert ranges(first) >= set("웹훅거부 Az~→")
    assert ranges(second) == set("네트워크"), "a sign has a face of its own"


def test_each_rule_names_a_piece_that_draws_what_it_says(made: dict[str, bytes]) -> None:
    for rule in made[STYLE].decode().splitlines():
        name = re.findall(r"url\((\S+)\)", rule)[0]
        assert ranges(rule) <= drawn(made[f"assets/fonts/{name}"])


def test_pieces_have_the_licence_and_not_the_reserved_name(made: dict[str, bytes]) -> None:
    pieces = {name: data for name, data in made.items() if name.endswith(".woff2")}
    assert len(pieces) == 4
    for path, piece in pieces.items():
        names = TTFont(io.BytesIO(piece))["name"].names
        assert not {1, 3, 4, 6, 16} & {each.nameID for each in names}
        assert not [each for each in names if each.nameID and str(each) == "Pretendard"]
        # The others never held it; it lies beside them.
        told = any("Open Font License" in str(each) for each in names)
        assert told or "pretendard" not in path
    assert sum(name.endswith("LICENSE.txt") for name in made) == 2


def test_whole_pieces_of_an_earlier_run_are_kept_and_broken_ones_are_not(
    made: dict[str, bytes],
) -> None:
    asked: list[str] = []

    def kept(name: str) -> bytes:
        asked.append(name)
        return made[name] if "jetbrains" in name else made[name][:-1]

    assert dict(letters("웹훅 거부", set("웹훅 거부 네트워크 ✓ A\n"), kept)) == made
    assert asked == [name for name in made if name.endswith(".woff2")]

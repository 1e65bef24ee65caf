"""The site's own letters: of each face, only those that a language's pages show.

A face of 14,000 letters weighs two megabytes; a site shows a few hundred. Those of the home page
come in one piece, which is all that its first reader waits for; what else the pages show is a
second one. A letter in neither (one that a reader types) comes from the reader's own system.
"""

import io
import string
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from typing import NamedTuple

FOLDER = "assets/fonts"
ALWAYS = frozenset(string.printable) - frozenset(string.whitespace) | set(" \u00a0¶•◦▪…·–←↑→↓↗")
"""What anybody may type, and what style sheets, scripts and lists may show."""


class Face(NamedTuple):
    """A face as it was published: its file in `faces/`, and what of it the site shows.

    `weights` are the lightest and the boldest; `features` those of OpenType. Code has none: a
    command shows the signs that are typed, no ligatures of them.
    """

    file: str
    family: str
    weights: tuple[int, int]
    features: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What its files on the site begin with."""
        return self.file.partition(".")[0]

    @property
    def source(self) -> bytes:
        """The whole face."""
        return (_faces() / self.file).read_bytes()


# The family is ours: what is cut out may not bear the reserved name of the face (OFL, clause 3).
# A later face comes before an earlier one: the signs are four that Pretendard lacks, or draws thin,
# of JetBrains Mono's bold (2.242).
FACES = (
    Face("pretendard.ttf", "Runbook Text", (400, 800), ("ccmp", "kern", "locl", "mark", "mkmk")),
    Face("jetbrains-mono.woff2", "Runbook Code", (400, 700)),
    Face("signs.woff2", "Runbook Text", (400, 800)),
)

NAMES = frozenset({1, 3, 4, 6, 16, 21, 25})
"""Where a face says its own name: which of the name table's entries."""

Kept = Callable[[str], bytes | None]
"""What an earlier run made of that name, if it is still there."""


def letters(home: str, pages: set[str], kept: Kept) -> Iterator[tuple[str, bytes]]:
    """The files of a language, by their paths: pieces of faces, their licences, the style sheet.

    `home` is what its first page shows; `pages` are the letters of all.
    """
    first = ALWAYS | set(home)
    rules = []
    for index, face in enumerate(FACES):
        instead = (_drawn(each) for each in FACES[index + 1 :] if each.family == face.family)
        letters_of = _drawn(face).difference(*instead)
        for shown in (first, pages - first):
            if drawn := sorted(shown & letters_of):
                name = f"{face.name}.{_digest(face, drawn)}.woff2"
                piece = kept(f"{FOLDER}/{name}")
                sound = piece is not None and _whole(piece)
                yield f"{FOLDER}/{name}", piece if piece and sound else _cut(face, "".join(drawn))
                rules.append(_rule(face, name, drawn))
    for licence in _faces().iterdir():
        if licence.name.endswith(".LICENSE.txt"):
            yield f"{FOLDER}/{licence.name}", licence.read_bytes()
    yield f"{FOLDER}/fonts.css", "\n".join(rules).encode()


def _faces() -> Traversable:
    return files("runbook_gen.render") / "faces"


@lru_cache(maxsize=len(FACES))
def _drawn(face: Face) -> frozenset[str]:
    """The letters that a face has."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(face.source), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _digest(face: Face, drawn: list[str]) -> str:
    """What a piece is known by: the face, the letters, and what cuts them out."""
    import fontTools

    told = f"{fontTools.version} {face} {''.join(drawn)}".encode("utf-8", "surrogatepass")
    return sha256(_known(face) + told).hexdigest()[:12]


@lru_cache(maxsize=len(FACES))
def _known(face: Face) -> bytes:
    return sha256(face.source).digest()


def _whole(piece: bytes) -> bool:
    """Whether a file is a WOFF 2 file, as long as it says (bytes 8 to 12)."""
    return piece[:4] == b"wOF2" and int.from_bytes(piece[8:12], "big") == len(piece)


@lru_cache(maxsize=16)
def _cut(face: Face, drawn: str) -> bytes:
    """A piece of a face, compressed; without its name, which is reserved, but with its licence."""
    from fontTools import subset
    from fontTools.varLib.instancer import instantiateVariableFont

    options = subset.Options(
        flavor="woff2", hinting=False, name_IDs=[0, 13, 14], layout_features=[*face.features]
    )
    font = subset.load_font(io.BytesIO(face.source), options)
    cut = subset.Subsetter(options)
    cut.populate(text=drawn)
    cut.subset(font)
    if "fvar" in font:
        instantiateVariableFont(font, {"wght": face.weights}, inplace=True)
    # What the instancer put back, and what an axis names.
    font["name"].names = [each for each in font["name"].names if each.nameID not in NAMES]
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def _rule(face: Face, name: str, drawn: list[str]) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: normal; font-display: swap; '
        f"font-weight: {face.weights[0]} {face.weights[1]}; src: url({name}) format('woff2'); "
        f"unicode-range: {', '.join(_ranges(drawn))} }}"
    )


def _ranges(drawn: list[str]) -> Iterator[str]:
    """Letters as CSS names them: `U+41-5A, U+AC00`."""
    for _, run in groupby(enumerate(map(ord, drawn)), lambda each: each[1] - each[0]):
        codes = [code for _, code in run]
        yield f"U+{codes[0]:X}" + (f"-{codes[-1]:X}" if len(codes) > 1 else "")

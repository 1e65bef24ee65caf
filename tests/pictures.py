"""Golden pictures: a change of looks is seen in review, another machine's smoothing is not.

Two pictures are compared by the means of small blocks. A mean hardly moves when another version of
the browser smooths a letter's edge otherwise; it moves when a colour, a line or a word changes.
`UPDATE_GOLDEN=1` writes those anew that changed, and leaves the others as they are.
"""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from sources import ROOT

OUT = ROOT / ".runbook" / "looks"
BLOCK = 4  # pixels, each way
FAINT = 12  # of 255, in any colour: what smoothing may do to a block's mean
STRAY = 20  # blocks that may differ more: less than a button or a word
COMMAND = "UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/site/test_looks.py"


def same_as(kept: Path, png: bytes, out: Path = OUT) -> None:
    """Assert that the picture is the kept one; if not, leave it and the difference in `out`."""
    new = Image.open(BytesIO(png)).convert("RGB")
    if kept.exists():
        differing = difference(Image.open(kept).convert("RGB"), new)
        count = differing.histogram()[255]
        if count <= STRAY:
            return
    if os.environ.get("UPDATE_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        new.save(kept, optimize=True)
        return
    assert kept.exists(), f"{kept.name} is missing: {COMMAND}, then look at it"
    out.mkdir(parents=True, exist_ok=True)
    new.save(out / kept.name)
    marked(new, differing).save(out / f"{kept.stem}.difference.png")
    raise AssertionError(
        f"{kept.name} looks otherwise in {count} blocks of {BLOCK}x{BLOCK} pixels. The new picture "
        f"and {kept.stem}.difference.png are in {out}. If the change is meant: {COMMAND}"
    )


def difference(kept: Image.Image, new: Image.Image) -> Image.Image:
    """A pixel for each block of the two: white where they differ, all white if their sizes do."""
    if kept.size != new.size:
        return Image.new("L", new.reduce(BLOCK).size, 255)
    bands = ImageChops.difference(kept.reduce(BLOCK), new.reduce(BLOCK)).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return most.point(lambda value: 255 if value > FAINT else 0)


def marked(new: Image.Image, differing: Image.Image) -> Image.Image:
    """The new picture, pale, with the differing blocks in red."""
    pale = Image.blend(new, Image.new("RGB", new.size, "white"), 0.7)
    size = (differing.width * BLOCK, differing.height * BLOCK)
    mask = differing.resize(size, Image.Resampling.NEAREST).crop((0, 0, *new.size))
    return Image.composite(Image.new("RGB", new.size, "red"), pale, mask)

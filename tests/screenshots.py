"""Pictures of the built site, to be looked at: desktop and phone, light and dark, each language.

`make screenshots` writes all of them to .runbook/screenshots/ and the README's to docs/images/.
What must not change unseen is kept and compared instead: `site/test_looks.py`.
"""

import sys
from itertools import product
from pathlib import Path

from browser import SCHEMES, SIZES, chromium, photograph, served, still

ROOT = Path(__file__).parents[1]
OUT = ROOT / ".runbook" / "screenshots"
RUNBOOK = "incidents/alb-controller-crashloop"
PAGES = (
    "index",
    "incidents/index",
    RUNBOOK,
    "waves",
    "checklists",
    "cluster",
    "rules",
    "reference/fields",
)


def main(site: Path, only: str = "") -> None:
    """Photograph every page in every way."""
    OUT.mkdir(parents=True, exist_ok=True)
    with served(site) as address, chromium() as browser:
        for size, scheme in product(SIZES, SCHEMES):
            with still(browser, size, scheme) as page:
                for language, path in product(("ko", "en"), PAGES):
                    if only and only not in path:
                        continue
                    page.goto(f"{address}/{language}/{path}.html")
                    name = f"{path.replace('/', '-')}.{language}.{size}.{scheme}.png"
                    (OUT / name).write_bytes(photograph(page, whole=True))
                    if (path, size, scheme) == (RUNBOOK, "desktop", "light"):
                        image = ROOT / "docs" / "images" / f"runbook.{language}.png"
                        image.write_bytes(photograph(page))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site", *sys.argv[2:3])

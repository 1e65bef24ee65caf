"""Pictures of the built site, to be looked at: desktop and phone, light and dark, each language.

`make screenshots` writes all of them to .runbook/screenshots/ and the README's to docs/images/.
"""

import sys
from itertools import product
from pathlib import Path

from browser import chromium, served

ROOT = Path(__file__).parents[1]
OUT = ROOT / ".runbook" / "screenshots"
PAGES = (
    "index",
    "incidents/index",
    "incidents/alb-controller-crashloop",
    "waves",
    "checklists",
    "cluster",
    "rules",
    "reference/fields",
)
WIDTHS = {"desktop": 1280, "phone": 390}


def main(site: Path, only: str = "") -> None:
    """Photograph every page in every way."""
    with served(site) as address, chromium() as browser:
        for (name, width), scheme in product(WIDTHS.items(), ("light", "dark")):
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=scheme, device_scale_factor=1
            )
            for language, path in product(("ko", "en"), PAGES):
                if only and only not in path:
                    continue
                page.goto(f"{address}/{language}/{path}.html")
                page.evaluate("document.fonts.ready")
                file = OUT / f"{path.replace('/', '-')}.{language}.{name}.{scheme}.png"
                page.screenshot(path=file, full_page=True)
                if (path, name, scheme) == (
                    "incidents/alb-controller-crashloop",
                    "desktop",
                    "light",
                ):
                    page.screenshot(path=ROOT / "docs" / "images" / f"runbook.{language}.png")
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site", *sys.argv[2:3])

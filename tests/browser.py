"""The system's Chromium, the built site served to it, and a page held still to be photographed."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Letters drawn alike on every machine, whatever its settings for screens are.
    "--font-render-hinting=none",
    "--disable-lcd-text",
)
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
}
SETTLES = 10  # pictures until two in a row must be alike
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser that asks nothing of the network by itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), chromium_sandbox=False, args=list(FLAGS)
        )
        yield browser
        browser.close()


@contextmanager
def still(browser: Browser, size: str, scheme: Scheme) -> Iterator[Page]:
    """A page of that size on which nothing moves by itself."""
    page = browser.new_page(
        viewport=SIZES[size],
        color_scheme=scheme,
        device_scale_factor=1,
        reduced_motion="reduce",
    )
    yield page
    page.close()


def photograph(page: Page, *, whole: bool = False) -> bytes:
    """What is on the screen, or the whole page, as PNG: letters loaded, nothing on its way."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    last, now = b"", b""
    for _ in range(SETTLES):
        page.wait_for_timeout(50)
        last, now = now, page.screenshot(full_page=whole, animations="disabled", caret="hide")
        if now == last:
            break
    return now


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder over HTTP, on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()

"""The site on this machine, with pages that reload themselves after a rebuild."""

import re
import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from runbook_gen.cli.command import CannotRun


class Preview:
    """A site served here, how often it was rebuilt, and whether the last save was sound.

    `over` is the folder of pages that lie over those of the site, if there are any.

    Raises:
        CannotRun: it cannot be served at this host and port.
    """

    def __init__(self, site: Path, host: str, port: int) -> None:
        self.times, self.sound = 0, True
        self.over: Path | None = None
        self._changed = threading.Condition()
        pages = partial(_Pages, directory=str(site), preview=self)
        try:
            self._server = ThreadingHTTPServer((host, port), pages)
        except OSError as error:
            why = error.strerror or str(error)
            raise CannotRun(f"{host}:{port}: {why}. Choose others: --host, --port.") from None
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{self._server.server_address[0]!s}:{self._server.server_port}/"

    def stop(self) -> None:
        """Serve no longer."""
        self._server.shutdown()

    def advance(self, *, sound: bool) -> None:
        """Say that something was saved, and wake the pages that wait for it."""
        with self._changed:
            self.sound = sound
            self.times += 1
            self._changed.notify_all()

    def after(self, times: int, seconds: float) -> int:
        """The count once it is not `times` any more, or after `seconds` at the latest."""
        with self._changed:
            self._changed.wait_for(lambda: self.times != times, seconds)
            return self.times


COUNT = re.compile("[0-9]{1,9}")
RELOAD = "/-/reload.js"  # a file, and styled by a script: the pages' policy allows nothing else
RELOADS = """\
const unsound = document.currentScript.dataset.unsound;
if (unsound) {
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.style.cssText = "position:fixed;inset:auto 0 0;z-index:99;margin:0;padding:.6rem 1rem;" +
    "background:#a8201a;color:#fff;font:1rem system-ui";
  told.textContent = unsound;
  document.body.append(told);
}
const { times } = document.currentScript.dataset;
const wait = () => new Promise((done) => setTimeout(done, 1000));
(async () => {
  for (;;) {
    const now = await fetch(`/-/rebuilt?${times}`).then((said) => said.text()).catch(wait);
    if (now && now !== times) return location.reload();
  }
})();
"""
UNSOUND = "What was saved last is not all in the site yet: the terminal says what is wrong with it."
NOTHING_YET = "<!doctype html><title>runbook-gen</title><body></body>"


class _Pages(SimpleHTTPRequestHandler):
    """The site's files, with a script at the end of each page that reloads it after a rebuild."""

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        self._preview = preview
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Serve a file; `/-/rebuilt?N` answers once something was not saved N times."""
        path, _, query = self.path.partition("?")
        if "%00" in path:
            return self.send_error(400)
        if path == "/-/rebuilt":
            times = int(query) if COUNT.fullmatch(query) else -1
            return self._send(str(self._preview.after(times, 30)), "text/plain")
        if path == RELOAD:
            return self._send(RELOADS, "text/javascript; charset=utf-8")
        times = self._preview.times  # before the page is read: what comes then, reloads it
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if file.suffix == ".html" and (page := self._page(file)) is not None:
            return self._send_page(page, times)
        if path == "/":
            return self._send_page(NOTHING_YET, times)
        return super().do_GET()

    def _page(self, file: Path) -> str | None:
        """What a page says; the one over it comes first."""
        over, name = self._preview.over, file.relative_to(self.directory)
        for place in ([over / name] if over else []) + [file]:
            with suppress(OSError):
                return place.read_text("utf-8")
        return None

    def end_headers(self) -> None:
        """Let a browser ask each time whether a file is still the same."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def _send_page(self, page: str, times: int) -> None:
        told = "" if self._preview.sound else f' data-unsound="{UNSOUND}"'
        script = f'<script src="{RELOAD}" data-times="{times}"{told}></script>'
        self._send(page.replace("</body>", f"{script}</body>"), "text/html; charset=utf-8")

    def _send(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""

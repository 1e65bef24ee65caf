"""The site on this machine, with pages that reload themselves after a rebuild."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from runbook_gen.cli.command import CannotRun


class Preview:
    """A site served here, and how often it was rebuilt.

    Raises:
        CannotRun: the port is taken.
    """

    def __init__(self, site: Path, host: str, port: int) -> None:
        self.times = 0
        self._changed = threading.Condition()
        pages = partial(_Pages, directory=str(site), preview=self)
        try:
            self._server = ThreadingHTTPServer((host, port), pages)
        except OSError as error:
            raise CannotRun(f"port {port}: {error.strerror}. Choose another: --port N.") from None
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{self._server.server_address[0]!s}:{self._server.server_port}/"

    def stop(self) -> None:
        """Serve no longer."""
        self._server.shutdown()

    def advance(self) -> None:
        """Say that the site was rebuilt, and wake the pages that wait for it."""
        with self._changed:
            self.times += 1
            self._changed.notify_all()

    def after(self, times: int, seconds: float) -> int:
        """The count once it is past `times`, or after `seconds` at the latest."""
        with self._changed:
            self._changed.wait_for(lambda: self.times > times, seconds)
            return self.times


class _Pages(SimpleHTTPRequestHandler):
    """The site's files, with a script at the end of each page that reloads it after a rebuild."""

    RELOAD = (
        "<script>(async()=>{for(let n=null;;){const r=await fetch('/-/rebuilt?'+(n??-1));"
        "const m=+await r.text();if(n!==null&&m!==n)location.reload();n=m;}})()</script>"
    )

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        self._preview = preview
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Serve a file; `/-/rebuilt?N` answers when the site was rebuilt more than N times."""
        path, _, query = self.path.partition("?")
        if path == "/-/rebuilt":
            times = int(query) if query.lstrip("-").isdigit() else -1
            return self._send(str(self._preview.after(times, 30)).encode(), "text/plain")
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if file.suffix != ".html" or not file.is_file():
            return super().do_GET()
        page = file.read_bytes().replace(b"</body>", self.RELOAD.encode() + b"</body>")
        return self._send(page, "text/html; charset=utf-8")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""

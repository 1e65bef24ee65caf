"""Serve the site here, in every language, and rebuild it when a file is saved.

The page in the browser reloads by itself after each rebuild. A file that does not check keeps the
last sound site in place; its findings are printed.
"""

import sys
import threading
from argparse import ArgumentParser, Namespace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from runbook_gen.cli import build, project, reporting
from runbook_gen.cli.check import review
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.render import render_all


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")


def run(args: Namespace) -> int:
    """Build, serve, and watch until stopped."""
    from watchfiles import watch

    where = project.find(args.collection)
    out = (where.root / "site").absolute()
    built = Rebuilt()
    if not _rebuild(where, out) and not out.is_dir():
        raise CannotRun("there is no sound site to serve yet. Mend the findings first.")
    handler = partial(Pages, directory=str(out), built=built)
    try:
        server = ThreadingHTTPServer((args.host, args.port), handler)
    except OSError as error:
        raise CannotRun(f"port {args.port}: {error.strerror}. Choose another: --port N.") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"Serving http://{args.host}:{server.server_port}/ - stop with Ctrl-C.\n")
    sys.stdout.flush()
    watched = [where.incidents, where.root / "mkdocs.yml"]
    try:
        for _ in watch(*(path for path in watched if path.exists())):
            if _rebuild(where, out):
                built.advance()
    finally:
        server.shutdown()
    return CLEAN


def _rebuild(where: project.Project, out: Path) -> bool:
    """Bring the site up to date; says whether it did, and prints why not."""
    try:
        collection, findings = review(where)
        if reporting.verdict(findings, strict=False) != CLEAN or collection is None:
            reporting.show(findings, "text")
            return False
        render_all(collection, where.root / "docs")
        build.build_site(where, collection, out)
    except CannotRun as error:
        sys.stderr.write(f"runbook-gen: {error}\n")
        return False
    sys.stdout.write("Built.\n")
    sys.stdout.flush()
    return True


class Rebuilt:
    """How often the site was rebuilt; requests can wait for the next time."""

    def __init__(self) -> None:
        self.times = 0
        self._changed = threading.Condition()

    def advance(self) -> None:
        """Count one more, and wake who waits."""
        with self._changed:
            self.times += 1
            self._changed.notify_all()

    def after(self, times: int, seconds: float) -> int:
        """The count once it is past `times`, or after `seconds` at the latest."""
        with self._changed:
            self._changed.wait_for(lambda: self.times > times, seconds)
            return self.times


class Pages(SimpleHTTPRequestHandler):
    """The site's files, with a script at the end of each page that reloads it after a rebuild."""

    RELOAD = (
        "<script>(async()=>{for(let n=null;;){const r=await fetch('/-/rebuilt?'+(n??-1));"
        "const m=+await r.text();if(n!==null&&m!==n)location.reload();n=m;}})()</script>"
    )

    def __init__(self, *args: Any, built: Rebuilt, **kwargs: Any) -> None:
        self._built = built
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Serve a file; `/-/rebuilt?N` answers when the site was rebuilt more than N times."""
        path, _, query = self.path.partition("?")
        if path == "/-/rebuilt":
            times = int(query) if query.lstrip("-").isdigit() else -1
            return self._send(str(self._built.after(times, 30)).encode(), "text/plain")
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

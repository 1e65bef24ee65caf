"""Serve the site here, in every language, and bring it up to date when a file is saved.

The page of an edited incident is there at once; the build of the whole site follows, and begins
anew with the next save. The page in the browser reloads by itself after each. A file that does not
check keeps the last sound site in place: its findings are printed, and the page says so.
"""

import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import build, project
from runbook_gen.cli.alone import at_rest
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.rebuild import Rebuild
from runbook_gen.cli.saves import saves
from runbook_gen.cli.stage import recover

if TYPE_CHECKING:
    from runbook_gen.cli.preview import Preview
    from runbook_gen.cli.resident import Resident


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000, help="default: 8000; 0 takes any")


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise ArgumentTypeError(f"'{text}' is not a port: 0 to 65535")
    return int(text)


def run(args: Namespace) -> int:
    """Serve, build, and watch until stopped."""
    from runbook_gen.cli.preview import Preview

    where = project.find(args.collection)
    out = (where.root / "site").absolute()
    build.replaceable(out)
    preview = Preview(out, args.host, args.port)
    sys.stdout.write(f"Serving {preview.address} - stop with Ctrl-C.\n")
    sys.stdout.flush()
    asked = _asked_to_stop()
    site = _Site(where, out, preview)
    try:
        for saved in saves(where):
            if asked:
                raise KeyboardInterrupt
            if saved:
                site.follow(saved)
            site.look()
    finally:
        site.end()
        preview.stop()
    return CLEAN


def _asked_to_stop() -> list[int]:
    """Empty until somebody asks for an end, by Ctrl-C or otherwise.

    An interrupt is raised wherever the program is; in a library that is being loaded it may be
    lost. The second Ctrl-C is raised all the same.
    """
    asked: list[int] = []

    def hear(number: int, _: object) -> None:
        asked.append(number)
        signal.signal(number, signal.default_int_handler)

    signal.signal(signal.SIGINT, hear)
    signal.signal(signal.SIGTERM, hear)
    return asked


class _Site:
    """The site, kept as the files are: an edited page at once, all else by the build behind it."""

    def __init__(self, where: project.Project, out: Path, preview: "Preview") -> None:
        self._where, self._out, self._preview = where, out, preview
        self._resident: Resident | None = None
        self._rebuild: Rebuild | None = Rebuild(where)

    def follow(self, saved: frozenset[Path]) -> None:
        """Show what was saved as far as that can be done at once, and build the rest."""
        if self._rebuild:
            self._rebuild.stop()
        if self._shown(saved) and self._resident:
            self._preview.advance(sound=self._resident.is_sound)
        if self._rebuild:
            self._rebuild.end()
        self._rebuild = Rebuild(self._where)

    def _shown(self, saved: frozenset[Path]) -> bool:
        try:
            return self._resident is not None and self._resident.show(saved)
        except (CannotRun, OSError):  # of what it holds, more changed than it can follow
            self._forget()
            return False

    def look(self) -> None:
        """See whether the build is done."""
        if self._rebuild is None or (code := self._rebuild.code) is None:
            return
        self._rebuild = None
        if self._resident:
            self._resident.built(sound=code == CLEAN)
        self._preview.advance(sound=code == CLEAN)
        if code == CLEAN and self._resident is None:
            from runbook_gen.cli.resident import Resident

            try:
                self._resident = Resident(self._where, self._out)
            except (CannotRun, OSError):
                return  # each save is shown by the build alone
            self._preview.over = self._resident.over

    def _forget(self) -> None:
        if self._resident:
            self._resident.close()
        self._resident = self._preview.over = None

    def end(self) -> None:
        """Leave nothing running."""
        if self._rebuild:
            self._rebuild.end()
            with at_rest(self._where.root) as free:
                if free:  # else it is somebody else's, who clears away after himself
                    recover(self._out)
        self._forget()

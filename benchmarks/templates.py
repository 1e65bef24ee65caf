"""Jinja2 alone: the pages of a project from memory, by the same templates.

Run as a process of its own, with a project's folder. Everything is loaded and every page's data is
made before a template is rendered; only that is timed, and what it makes is not written.
"""

import sys
import time
from pathlib import Path
from typing import Any

from jinja2 import Template


class Timed:
    """Templates with a clock: it runs while one of them renders."""

    def __init__(self) -> None:
        self.seconds, self.pages = 0.0, 0
        self._render = Template.render

    def render(self, template: Template, *args: Any, **data: Any) -> str:
        """See `Template`."""
        start = time.perf_counter()
        page = self._render(template, *args, **data)
        self.seconds += time.perf_counter() - start
        self.pages += 1
        return page


def main() -> None:
    """Render every language of the project that the argument names; the seconds go to stderr."""
    from runbook_gen.cli import manual, project
    from runbook_gen.cli.main import _start_quickly
    from runbook_gen.cli.render import support
    from runbook_gen.render import render

    _start_quickly()
    where = project.find(Path(sys.argv[1]) / project.FOLDER)
    collection = project.published(where.sound())
    told = manual.all_pages(), support(collection)
    clock = Timed()
    Template.render = lambda *args, **data: clock.render(*args, **data)  # type: ignore[method-assign]
    for language in collection.languages:
        for _ in render(collection, language, *told):
            pass
    sys.stderr.write(f"{clock.seconds} {clock.pages}")


if __name__ == "__main__":
    main()

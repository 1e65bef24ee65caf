"""The pages of a project, built plainly by the site generator: its own theme and its own search.

Run as a process of its own, with a project's folder and the site's, it builds every language at
once, as a script of two lines would.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from benchmarks.measure import ROOT
from runbook_gen.engine import fences

BASE = ROOT / "runbook_gen" / "render" / "mkdocs.yml"
SEPARATOR = r"""[\s"'`()\[\]{}<>,;:=|]+"""  # takes a log line apart


def command(scratch: Path, docs: Path, site: Path) -> list[str]:
    """The generator on one language, the folder `docs`; what it needs is written to `scratch`."""
    plain = scratch / "plain"
    plain.mkdir(parents=True, exist_ok=True)
    config = scratch / f"plain.{docs.name}.yml"
    settings = {
        "INHERIT": str(BASE),
        "site_name": "Runbooks",
        "docs_dir": str(docs),
        "site_dir": str(site),
        "theme": {"custom_dir": str(plain), "language": docs.name},
        "extra": {"alternate": []},
        "extra_css": [],
        "extra_javascript": [],
        "markdown_extensions": _extensions(),
        "plugins": [{"search": {"lang": docs.name, "separator": SEPARATOR}}],
    }
    config.write_text(json.dumps(settings), "utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]


def _extensions() -> list[Any]:
    """The site's Markdown, with superfences as it is to be had everywhere."""
    listed = yaml_load(BASE.read_text("utf-8"))["markdown_extensions"]
    text = json.dumps(listed).replace(fences.__name__, "pymdownx.superfences")
    extensions: list[Any] = json.loads(text)
    return extensions


def main() -> None:
    """Build every language of the project that the arguments name."""
    project, site = map(Path, sys.argv[1:])
    running = [
        subprocess.Popen(
            command(site / "made with", docs, site / docs.name),
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )
        for docs in sorted((project / "docs").iterdir())
    ]
    sys.exit(max(process.wait() for process in running))


if __name__ == "__main__":
    main()

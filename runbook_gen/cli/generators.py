"""The site generator at work: a process for each language, all at once."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CannotRun

if TYPE_CHECKING:
    from subprocess import Popen

    from runbook_gen.model.collection import Collection

ROOM = Path(__file__).parents[1] / "render"


@contextmanager
def running(where: project.Project, collection: "Collection", out: Path) -> Iterator[None]:
    """Build every language at once below `out`, while other work is done.

    Raises:
        CannotRun: one failed.
    """
    processes: dict[str, Popen[str]] = {}
    try:
        for language in collection.languages:
            processes[language] = start(where, collection, language, out / language, out.parent)
        yield
    except BaseException:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            ended(process)
        raise
    wait(processes)


def start(
    where: project.Project, collection: "Collection", language: str, out: Path, scratch: Path
) -> "Popen[str]":
    """Set the generator to work on one language: from its pages to the folder `out`.

    Our own words and paths go in by environment variables, which mkdocs reads as YAML. What an
    author wrote goes in by a file that says which values are text.
    """
    import subprocess

    from runbook_gen.render import site_words

    said = site_words(collection, language)
    variables = {
        "RUNBOOK_BASE": str(ROOM / "mkdocs.yml"),
        "RUNBOOK_URL": collection.settings.record.page_url(language, "").removesuffix(".html"),
        "RUNBOOK_DOCS": str(where.root / "docs" / language),
        "RUNBOOK_SITE": str(out),
        "RUNBOOK_THEME": str(ROOM / "theme"),
        "RUNBOOK_TO_DARK": said.to_dark,
        "RUNBOOK_TO_LIGHT": said.to_light,
        "RUNBOOK_CLOSE": said.close,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    config = scratch / f"{language}.yml"
    extra = {
        "language": language,
        "languages": said.languages,
        "locales": said.locales,
        "paste": said.paste,
        "incidents": said.incidents,
        "lost": said.lost,
    }
    settings = {
        "site_name": said.title,
        "site_description": said.description,
        "extra": extra,
        "theme": {"language": language if theme_words(language) else "en"},
    }
    text = json.dumps({"INHERIT": str((where.root / "mkdocs.yml").absolute()), **settings})
    writing.write_text(config, text)
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config)]
    return subprocess.Popen(
        command, env=os.environ | variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", errors="replace",
    )  # fmt: skip


def theme_words(language: str) -> str:
    """What the generator's theme says in `language`, if it has words for it."""
    from importlib.resources import files

    words = files("material") / f"templates/partials/languages/{language}.html"
    return words.read_text("utf-8") if words.is_file() else ""


def wait(running: Mapping[str, "Popen[str]"]) -> None:
    """Wait until all have ended; `running` are the processes by their languages.

    Raises:
        CannotRun: one failed.
    """
    failures = [f"[{language}] {text}" for language, p in running.items() if (text := ended(p))]
    if failures:
        raise CannotRun("the site generator failed:\n" + "\n".join(failures))


def ended(process: "Popen[str]") -> str:
    """Wait for one; what it printed, if it failed."""
    output, _ = process.communicate()
    return output.strip() or f"exit code {process.returncode}" if process.returncode else ""

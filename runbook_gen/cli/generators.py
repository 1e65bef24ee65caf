"""The site generators at work: a process for each language, all at once."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.own_settings import hooks
from runbook_gen.cli.stage import Stage
from runbook_gen.model.artifact import Artifact

if TYPE_CHECKING:
    from subprocess import Popen

    from runbook_gen.model.collection import Collection

ROOM = Path(__file__).parents[1] / "render"
FEW = 4
"""Generators that are started before anybody knows how many languages there are."""

MEMORY = Path(".runbook") / "site"
"""Where it is kept what the pages of a site were made of: a file for each language."""


class Generator(NamedTuple):
    """The process of one language. It builds whenever it is asked to, and knows what it built."""

    process: "Popen[str]"
    requests: IO[str]
    answers: IO[str]
    printed: IO[str]
    """What it prints besides its answers: why it crashed, if it does."""

    @classmethod
    def started(cls) -> "Generator":
        """A new one; it makes itself ready while others do something else."""
        import subprocess
        import tempfile

        printed = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        # Not '-m' alone: Python would look for every module in this folder first.
        command = [sys.executable, "-P", "-X", "utf8", "-m", "runbook_gen.cli.generator"]
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=printed, encoding="utf-8"
        )
        return cls(process, cast(IO[str], process.stdin), cast(IO[str], process.stdout), printed)

    def ask(self, **request: Any) -> None:
        """Let it begin to build."""
        with suppress(BrokenPipeError):  # it says why when it is waited for
            self.requests.write(f"{json.dumps(request)}\n")
            self.requests.flush()

    def failure(self) -> str | None:
        """Wait until it has built; why it failed, if it did."""
        if answer := self.answers.readline():
            failed: str | None = json.loads(answer)
            return failed
        self.process.wait()
        self.printed.seek(0)
        return self.printed.read().strip() or f"exit code {self.process.returncode}"

    def end(self) -> None:
        """Let it go, whatever it does."""
        self.process.terminate()
        self.process.communicate()
        self.printed.close()


class Generators:
    """The generators of a project's languages; they are started once and asked again and again.

    `memory` is the folder of the texts that were made before, if they are to be remembered.
    """

    def __init__(self, where: project.Project, memory: Path | None) -> None:
        self._where, self.memory = where, memory
        self._running: dict[str, Generator] = {}

    def ready(self, languages: Iterable[str]) -> None:
        """Start those that are not there yet."""
        for language in languages:
            if language not in self._running:
                self._running[language] = Generator.started()

    @contextmanager
    def building(
        self, collection: "Collection", site: Stage, page: Mapping[str, Artifact] | None = None
    ) -> Iterator[None]:
        """Build every language at once into `site`, while other work is done.

        Of a `page` that is given for each language, as Markdown, nothing else is built.

        Raises:
            CannotRun: one failed.
        """
        self.ready(collection.languages)
        for language in collection.languages:
            only = page[language] if page else None
            self._running[language].ask(**self._request(collection, language, site), page=only)
        yield
        failures = {each: self._running[each].failure() for each in collection.languages}
        told = "\n".join(f"[{each}] {failure}" for each, failure in failures.items() if failure)
        if told:
            self.end()
            raise CannotRun(f"the site generator failed:\n{told}")

    def end(self) -> None:
        """Let all of them go."""
        while self._running:
            self._running.popitem()[1].end()

    def _request(self, collection: "Collection", language: str, site: Stage) -> dict[str, Any]:
        """What to build.

        Our own words and paths go in by environment variables, which mkdocs reads as YAML. What an
        author wrote goes in by a file that says which values are text.
        """
        from runbook_gen.render import site_words

        root, said = self._where.root, site_words(collection, language)
        variables = {
            "RUNBOOK_BASE": str(ROOM / "mkdocs.yml"),
            "RUNBOOK_URL": collection.settings.record.page_url(language, "").removesuffix(".html"),
            "RUNBOOK_DOCS": str(root / "docs" / language),
            "RUNBOOK_SITE": str(site.new / language),
            "RUNBOOK_THEME": str(ROOM / "theme"),
            "RUNBOOK_TO_DARK": said.to_dark,
            "RUNBOOK_TO_LIGHT": said.to_light,
            "RUNBOOK_CLOSE": said.close,
            "NO_MKDOCS_2_WARNING": "1",
        }
        extra = {
            "language": language,
            "languages": said.languages,
            "locales": said.locales,
            "paste": said.paste,
            "incidents": said.incidents,
            "lost": said.lost,
        }
        settings: dict[str, Any] = {
            "INHERIT": str((root / "mkdocs.yml").absolute()),
            "site_name": said.title,
            "site_description": said.description,
            "extra": extra,
            "theme": {"language": language if theme_words(language) else "en"},
        }
        if scripts := hooks(root / "mkdocs.yml"):
            settings["hooks"] = scripts
        config = site.new.parent / f"{language}.yml"
        writing.write_text(config, json.dumps(settings))
        memory = root / MEMORY / f"{language}.json"
        return {
            "config": str(config),
            "was": str(site.out / language),
            "memory": str(memory) if self.memory else "",
            "variables": variables,
        }


@contextmanager
def generators(where: project.Project, memory: Path | None) -> Iterator[Generators]:
    """The generators of a project; none is left behind.

    As many as the last build had are started at once, since they take their time.
    """
    made = Generators(where, memory)
    try:
        made.ready(file.stem for file in islice((where.root / MEMORY).glob("*.json"), FEW))
        yield made
    finally:
        made.end()


def theme_words(language: str) -> str:
    """What the generator's theme says in `language`, if it has words for it."""
    from importlib.resources import files

    words = files("material") / f"templates/partials/languages/{language}.html"
    return words.read_text("utf-8") if words.is_file() else ""

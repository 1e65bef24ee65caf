"""One page of a site made by itself, by a generator that holds what it needs of all the others.

It is the page that a whole build makes, if nothing else changed: the navigation says what it said
then. Whether links on other pages still lead somewhere, only a whole build can tell.
"""

from pathlib import Path

from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from runbook_gen.cli.page_memory import PageMemory, resting


class SinglePages:
    """The pages of a site as it was last built; `file` and `memory` tell of it.

    Raises:
        MkDocsException: it cannot be told what a page is made of, or one of the navigation fails.
    """

    def __init__(self, config: MkDocsConfig, file: str, was: Path, memory: str) -> None:
        told = resting(config, file)
        if told is None:
            raise BuildError("a plugin, hook or template may put anything on a page")
        self._config = config
        self._environment = config.theme.get_env()
        self._files = get_files(config)
        self._files.add_files_from_theme(self._environment, config)
        self._navigation = get_navigation(self._files, config)
        pages = PageMemory(Path(memory), told, was)
        pages.begin(self._files, self._navigation)
        for page in self._navigation.pages:
            if not pages.recall(page, config):
                mkdocs._populate_page(page, config, self._files)

    def make(self, name: str, text: str) -> None:
        """Make the page of a Markdown file, as if this were its text, and write it.

        Raises:
            MkDocsException: there is none that can be made by itself, or something in it is wrong.
        """
        file = self._files.src_uris.get(name)
        if file is None or file.page in self._navigation.pages:
            raise BuildError(f"{name} cannot be made by itself")
        file.content_string = text
        page = Page(None, file, self._config)
        mkdocs._populate_page(page, self._config, self._files)
        every = self._files.documentation_pages()
        mkdocs._build_page(page, self._config, every, self._navigation, self._environment)

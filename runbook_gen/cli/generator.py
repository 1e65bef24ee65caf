"""The site generator, in a process of its own, with a memory of the pages that it made.

Each line of its input is a request, as JSON, to build one language, or one page of it. Each is
answered by a line: null, or why it failed. It is MkDocs' own build; only the two steps that make a
page are passed over where nothing has changed of all that the page is made of (see `page_memory`).
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from json import dumps, loads
from pathlib import Path
from typing import IO, Any

from mkdocs.commands import build as mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from runbook_gen.cli.orphan import end_with
from runbook_gen.cli.page_memory import Linked, PageMemory, resting
from runbook_gen.cli.single_page import SinglePages


def main() -> None:
    """Answer requests until there are no more."""
    end_with(os.getppid())  # if that has ended already, there are no more
    with _own_pipes() as (requests, answers):
        for request in requests:
            answers.write(dumps(answer(**loads(request))) + "\n")
            answers.flush()


@contextmanager
def _own_pipes() -> Iterator[tuple[IO[str], IO[str]]]:
    """The pipes of requests and answers, out of the reach of extensions and of what they start.

    What these print is no answer, and nobody types for them.
    """
    ours = [os.fdopen(os.dup(n), mode, encoding="utf-8") for n, mode in enumerate("rw")]
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    with ours[0] as requests, ours[1] as answers:
        yield requests, answers


def answer(
    config: str, was: str, memory: str, variables: dict[str, str], page: tuple[str, str] | None
) -> str | None:
    """Build the language that the file `config` tells of; says why not, if it failed.

    `was` is the folder of what the last build made, `memory` the file that tells of it; without
    one, nothing is remembered. Of a `page` that is given (its path and its Markdown) nothing else
    is made; the site around it stays, for this process, as it was when it was first asked for one.
    """
    os.environ.update(variables)
    with heard() as said:
        try:
            if page is None:
                build(load_config(config), config, Path(was), memory)
            else:
                single_pages(config, was, memory).make(*page)
        except (MkDocsException, SystemExit) as error:
            said.append(str(error))
        except Exception as error:  # whatever an extension of somebody else's raises
            said.append(f"{type(error).__name__}: {error}")
        else:
            return None
    return "\n".join(said)


@cache
def single_pages(config: str, was: str, memory: str) -> SinglePages:
    """The pages of a language, each of which can be made by itself."""
    return SinglePages(load_config(config), config, Path(was), memory)


@contextmanager
def heard() -> Iterator[list[str]]:
    """The generator's warnings and errors meanwhile."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(f"{record.levelname:<7} -  {record.getMessage()}")

    listener, log = Listener(logging.WARNING), logging.getLogger("mkdocs")
    log.addHandler(listener)
    try:
        yield said
    finally:
        log.removeHandler(listener)


def build(config: MkDocsConfig, file: str, was: Path, memory: str) -> None:
    """MkDocs' build, in which pages that are known are taken from the site as it was.

    Raises:
        MkDocsException: something is wrong with the configuration or with a page.
    """
    told = resting(config, file) if memory else None
    if told is None:
        mkdocs.build(config)
        return
    pages = PageMemory(Path(memory), told, was)
    populate, produce = mkdocs._populate_page, mkdocs._build_page

    def found(config: MkDocsConfig) -> Files:
        return Linked(get_files(config), was)

    def navigated(files: Files, config: MkDocsConfig) -> Navigation:
        navigation = get_navigation(files, config)
        pages.begin(files, navigation)
        return navigation

    def populated(page: Page, config: MkDocsConfig, *_: object) -> None:
        if not pages.recall(page, config):
            populate(page, config, pages.watched(page))

    def produced(page: Page, config: MkDocsConfig, *more: Any, **options: Any) -> None:
        if not pages.put(page):
            if not pages.is_made(page):
                populate(page, config, pages.watched(page))
            produce(page, config, *more, **options)
            pages.note(page)

    with stepping(
        get_files=found, get_navigation=navigated, _populate_page=populated, _build_page=produced
    ):
        mkdocs.build(config)
    pages.keep()


@contextmanager
def stepping(**steps: Callable[..., object]) -> Iterator[None]:
    """Let MkDocs' build take other steps than its own."""
    its_own = {name: getattr(mkdocs, name) for name in steps}
    vars(mkdocs).update(steps)
    try:
        yield
    finally:
        vars(mkdocs).update(its_own)


if __name__ == "__main__":
    main()
